"""How a protocol knows that it gets messages, which have borders of their own, and no stream of bytes."""

from __future__ import annotations

from zope.interface import Attribute, Interface


class IMessageTransport(Interface):
    """Provided by a transport that gives messages: each call of ``dataReceived`` brings one, which may be empty.

    A protocol that can do without a rule for borders asks whether its transport provides this. One that does not ask
    takes the messages as a stream, as if they had come by TCP.
    """

    is_cut: bool = Attribute("Whether what is given now is the beginning of a message that was never sent to its end.")
