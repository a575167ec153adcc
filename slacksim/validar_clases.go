package slacksim

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// ruleKinds interprets the kinds of rule that can be checked by looking at one payload.
// Kinds that need a history (uses, ages, stacks) belong to the server and are not here.
var ruleKinds map[string]func(c *checker, r rule, at node)

// It is filled at start because a rule about options leads back to the walker, and that one to the rules.
func init() {
	ruleKinds = map[string]func(c *checker, r rule, at node){
		"maxLength":            maxLength,
		"recommendedMaxLength": recommendedMaxLength,
		"maxLengthExclusive":   maxLengthExclusive,
		"minLength":            minLength,
		"maxItems":             maxItems,
		"maxCount":             maxCount,
		"minItems":             minItems,
		"min":                  atLeast,
		"max":                  atMost,
		"maximum":              atMost,
		"exclusiveMinimum":     moreThan,
		"unique":               unique,
		"pattern":              pattern,
		"numericString":        numericString,
		"required":             required,
		"onlyIn":               onlyIn,
		"anyOfRequired":        anyOfRequired,
		"exactlyOneOf":         exactlyOneOf,
		"notTogether":          notTogether,
		"forbiddenKeys":        forbiddenKeys,
		"minProperties":        minProperties,
		"sumMaxLength":         sumMaxLength,
		"sumTextMaxLength":     sumTextMaxLength,
		"sumCellTextMaxLength": sumTextMaxLength,
		"maxTrueCount":         maxTrueCount,
		"maxBytes":             maxBytes,
		"requiredIfBlockType":  requiredIfBlockType,
		"forbiddenWithElement": forbiddenWithElement,
		"forbiddenBlocks":      forbiddenTypes,
		"forbiddenElements":    forbiddenTypes,
		"mustMatchOption":      mustMatchOption,
	}
}

func eachString(r rule, at node, check func(n node, length int)) {
	for _, n := range resolve(at, r.Path) {
		if s, ok := n.val.(string); ok {
			check(n, textLength(s))
		}
	}
}

func maxLength(c *checker, r rule, at node) {
	if r.Where == "message" && r.Path == "text" {
		eachString(r, at, func(n node, length int) { c.over(r, n.ptr, length, r.int()) })
		return // Slack cuts a text that is too long and says nothing
	}
	recommendedMaxLength(c, r, at)
}

// recommendedMaxLength is a recommendation for chat.postMessage and a limit for chat.update: the caller knows which.
func recommendedMaxLength(c *checker, r rule, at node) {
	eachString(r, at, func(n node, length int) {
		if c.over(r, n.ptr, length, r.int()) {
			c.failRule(r, n.ptr, "must be less than %d characters", r.int()+1)
		}
	})
}

func maxLengthExclusive(c *checker, r rule, at node) {
	eachString(r, at, func(n node, length int) {
		if c.over(r, n.ptr, length, r.int()-1) {
			c.failRule(r, n.ptr, "must be less than %d characters", r.int())
		}
	})
}

func minLength(c *checker, r rule, at node) {
	eachString(r, at, func(n node, length int) {
		if length < r.int() {
			c.failRule(r, n.ptr, "must be more than %d characters", r.int()-1)
		}
	})
}

func maxItems(c *checker, r rule, at node) {
	if strings.Contains(r.Path, "[type=") {
		maxCount(c, r, at)
		return
	}
	for _, n := range resolve(at, r.Path) {
		if c.over(r, n.ptr, len(n.array()), r.int()) {
			c.failRule(r, n.ptr, "no more than %d items allowed", r.int())
		}
	}
}

// maxCount limits how many blocks of one type there are; the pointer shows the first that is too many.
func maxCount(c *checker, r rule, at node) {
	if found := resolve(at, r.Path); c.over(r, at.ptr, len(found), r.int()) {
		kind := found[0].kind()
		c.failRule(r, found[r.int()].ptr, "only_%d_%s_allowed", r.int(), kind)
	}
}

func minItems(c *checker, r rule, at node) {
	for _, n := range resolve(at, r.Path) {
		if n.isArray() && len(n.array()) < r.int() {
			c.failRule(r, n.ptr, "no less than %d items allowed", r.int())
		}
	}
}

func eachNumber(r rule, at node, check func(n node, value float64)) {
	for _, n := range resolve(at, r.Path) {
		if f, ok := asNumber(n.val); ok {
			check(n, f)
		}
	}
}

// asNumber reads a number from decoded JSON or from a map written in Go.
func asNumber(v any) (float64, bool) {
	switch n := v.(type) {
	case float64:
		return n, true
	case int:
		return float64(n), true
	case int64:
		return float64(n), true
	default:
		return 0, false
	}
}

func atLeast(c *checker, r rule, at node) {
	eachNumber(r, at, func(n node, value float64) {
		if value < r.number() {
			c.failRule(r, n.ptr, "must be at least %v", r.number())
		}
	})
}

func atMost(c *checker, r rule, at node) {
	eachNumber(r, at, func(n node, value float64) {
		if value > r.number() {
			c.failRule(r, n.ptr, "must be at most %v", r.number())
		}
	})
}

func moreThan(c *checker, r rule, at node) {
	eachNumber(r, at, func(n node, value float64) {
		if value <= r.number() {
			c.failRule(r, n.ptr, "must be more than %v", r.number())
		}
	})
}

func unique(c *checker, r rule, at node) {
	seen := map[string]bool{}
	for _, n := range resolve(at, r.Path) {
		s, _ := n.val.(string)
		if s != "" && seen[s] {
			c.failRule(r, n.ptr, "must be unique: %s", s)
		}
		seen[s] = true
	}
}

// compiled keeps each pattern of the table compiled.
var compiled sync.Map

func pattern(c *checker, r rule, at node) {
	re, ok := compiled.Load(r.text())
	if !ok {
		re, _ = compiled.LoadOrStore(r.text(), regexp.MustCompile(r.text()))
	}
	for _, n := range resolve(at, r.Path) {
		s, isString := n.val.(string)
		if f, isNumber := asNumber(n.val); isNumber {
			s, isString = strconv.FormatFloat(f, 'f', -1, 64), true
		}
		if !isString || !re.(*regexp.Regexp).MatchString(s) {
			c.failRule(r, n.ptr, "must match %s", r.text())
		}
	}
}

func numericString(c *checker, r rule, at node) {
	for _, n := range resolve(at, r.Path) {
		s, ok := n.val.(string)
		if _, err := strconv.ParseFloat(s, 64); !ok || err != nil {
			c.failRule(r, n.ptr, "must be a number in a string")
		}
	}
}

// forbiddenTypes serves forbiddenBlocks and forbiddenElements: what may not stand on this surface.
func forbiddenTypes(c *checker, r rule, at node) {
	if slices.Contains(r.list(), at.kind()) {
		c.failRule(r, at.ptr+"/type", "unsupported type: %s", at.kind())
	}
}
