package compromiso

import (
	"regexp"
	"strconv"
	"strings"
)

// CabezaBitacora is the end of the bitácora's chain at some moment: the number of its
// last entry, and that entry's hash or how the hash begins. Kept where the database is
// not, it tells of a chain that was cut off or written anew, which the chain by itself
// cannot.
type CabezaBitacora struct {
	Seq  int64
	Hash string
}

// A hash is of so many hexadecimal digits; so many of them tell it from any other one,
// and so many are shown to people.
const (
	cifrasHash   = 64
	minimoCabeza = 12
	cortaCabeza  = 16
)

// String is how a head is written for people and read back: «asiento 1,234 · 9f3a…».
func (c CabezaBitacora) String() string {
	return "asiento " + Miles(c.Seq) + " · " + c.Hash
}

// Corta is the head with as much of the hash as it takes.
func (c CabezaBitacora) Corta() CabezaBitacora {
	return CabezaBitacora{c.Seq, c.Hash[:min(len(c.Hash), cortaCabeza)]}
}

// Es tells whether an entry's hash is the one that the head names.
func (c CabezaBitacora) Es(hash string) bool {
	return len(c.Hash) >= minimoCabeza && strings.HasPrefix(hash, strings.ToLower(c.Hash))
}

// Miles is a number with its thousands apart, as Mexico writes it: «1,234».
func Miles(n int64) string {
	s := strconv.FormatInt(n, 10)
	for k := len(s) - 3; k > 0 && s[k-1] != '-'; k -= 3 {
		s = s[:k] + "," + s[k:]
	}
	return s
}

// reCabeza finds heads in a log («seq=12 hash=9f3a…», or the same in JSON) and in what
// people copy («asiento 12 · 9f3a…»).
var reCabeza = regexp.MustCompile(
	`(?i)(?:\bseq"?[=:]\s*"?(\d{1,18})"?[,;\s]+"?hash"?[=:]\s*"?|\basiento\s+(\d{1,3}(?:,\d{3}){1,5}|\d{1,18})\s*·\s*)([0-9a-f]+)`)

// ParseCabezas finds the heads that occur in a text, whatever else is in it. What is too
// short, or too long, to be a hash is none.
func ParseCabezas(texto string) []CabezaBitacora {
	var out []CabezaBitacora
	for _, m := range reCabeza.FindAllStringSubmatch(texto, -1) {
		if len(m[3]) < minimoCabeza || len(m[3]) > cifrasHash {
			continue
		}
		seq, err := strconv.ParseInt(strings.ReplaceAll(m[1]+m[2], ",", ""), 10, 64)
		if err == nil && seq > 0 {
			out = append(out, CabezaBitacora{seq, strings.ToLower(m[3])})
		}
	}
	return out
}
