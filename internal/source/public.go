package source

import "net/netip"

// IsPublic reports whether an address is one of the public internet: none of
// the special-purpose blocks of the IANA registries (RFC 6890 and its updates),
// also when they are written inside an IPv6 address (mapped, NAT64, 6to4).
func IsPublic(a netip.Addr) bool {
	a = a.Unmap()
	if inner, ok := embedded(a); ok {
		return IsPublic(inner)
	}
	if !a.IsValid() || !a.IsGlobalUnicast() || a.IsPrivate() || a.Zone() != "" {
		return false
	}
	for _, block := range specialPurpose() {
		if block.Contains(a) {
			return false
		}
	}
	return !a.Is6() || publicV6().Contains(a)
}

// specialPurpose lists the blocks that netip's own tests don't cover.
func specialPurpose() []netip.Prefix {
	var out []netip.Prefix
	for _, block := range []string{
		"0.0.0.0/8",       // this network
		"100.64.0.0/10",   // carrier-grade NAT, also cloud metadata
		"192.0.0.0/24",    // protocol assignments
		"192.0.2.0/24",    // documentation
		"192.88.99.0/24",  // 6to4 relays, deprecated
		"198.18.0.0/15",   // benchmarking
		"198.51.100.0/24", // documentation
		"203.0.113.0/24",  // documentation
		"240.0.0.0/4",     // reserved, limited broadcast
		"2001::/23",       // protocol assignments, Teredo
		"2001:db8::/32",   // documentation
		"3fff::/20",       // documentation
	} {
		out = append(out, netip.MustParsePrefix(block))
	}
	return out
}

// publicV6 is the only block of IPv6 that is handed out for public use.
func publicV6() netip.Prefix { return netip.MustParsePrefix("2000::/3") }

// embedded is the IPv4 address that a NAT64 or 6to4 address leads to.
func embedded(a netip.Addr) (netip.Addr, bool) {
	b := a.As16()
	switch {
	case a.Is6() && netip.MustParsePrefix("64:ff9b::/96").Contains(a):
		return netip.AddrFrom4([4]byte(b[12:16])), true
	case a.Is6() && netip.MustParsePrefix("2002::/16").Contains(a):
		return netip.AddrFrom4([4]byte(b[2:6])), true
	default:
		return netip.Addr{}, false
	}
}
