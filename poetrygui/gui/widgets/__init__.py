"""Small pieces that every room uses: plain text, icons, colours."""
