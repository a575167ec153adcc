package slacksim

import "strings"

// before compares two timestamps such as "1700000000.000100"; a missing fraction counts as zero.
func before(a, b string) bool {
	as, af, _ := strings.Cut(a, ".")
	bs, bf, _ := strings.Cut(b, ".")
	if len(as) != len(bs) {
		return len(as) < len(bs)
	}
	if as != bs {
		return as < bs
	}
	return pad(af) < pad(bf)
}

func pad(fraction string) string { return (fraction + "000000")[:6] }
