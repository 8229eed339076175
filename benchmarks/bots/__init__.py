"""Bots that take part in a call through a media server, without a browser, a camera or a screen.

They send pictures and sound that were encoded once, and count what they receive without decrypting
it. Therefore many of them need only one core. aiortc makes their connections (ICE and DTLS).
"""
