using System.Net;
using System.Net.Sockets;

namespace Pith.Tools.Sandboxes.Proxies;

/// <summary>Addresses that are no place of the public internet: this machine, its neighbours, services of a cloud for its own machines. Source: the registries of RFC 6890.</summary>
internal static class PrivateAddress
{
    private static readonly IPNetwork[] Networks =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
            "224.0.0.0/4", "240.0.0.0/4", "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>Whether an address is one of those; what carries another address inside counts as all of its kind do.</summary>
    public static bool Is(IPAddress address)
    {
        var plain = address.AddressFamily == AddressFamily.InterNetworkV6 && address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return Array.Exists(Networks, n => n.BaseAddress.AddressFamily == plain.AddressFamily && n.Contains(plain));
    }
}
