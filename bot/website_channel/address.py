"""Whose request it is, as far as an address tells."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address

_SITE_BITS = 64


def address_of(peer: str, forwarded_for: str | None, trusted_proxies: int) -> str:
    """Return the address that limits are counted by.

    Args:
        peer: who opened the connection.
        forwarded_for: the header X-Forwarded-For, each proxy's entry behind the one before it.
        trusted_proxies: how many of its entries, from the end, were written by the clinic's own
            proxies; anything before them may be a lie.

    One household or phone has a whole /64 of IPv6 addresses: it counts as one.
    """
    address = peer
    if trusted_proxies and forwarded_for:
        entries = [entry.strip() for entry in forwarded_for.split(",")]
        if len(entries) >= trusted_proxies:
            address = entries[-trusted_proxies]
    try:
        found = ip_address(address.strip("[]"))
    except ValueError:
        return peer
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(IPv6Address(int(found) >> _SITE_BITS << _SITE_BITS))
    return str(found)
