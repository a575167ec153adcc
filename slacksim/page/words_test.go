package page

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"net/http"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"compromisos/slacksim"
)

// nobodys are the codes that end no act of a person on the page: tests and the demo meet them.
var nobodys = []string{"nothing_to_resend", "closed"}

// literals are the first arguments of the calls of these functions in slacksim, and its texts.
func literals(t *testing.T, calls ...string) (codes, texts []string) {
	t.Helper()
	paths, err := filepath.Glob("../*.go")
	if err != nil || len(paths) == 0 {
		t.Fatalf("slacksim is not there: %v", err)
	}
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				f, ok := n.Fun.(*ast.Ident)
				if ok && len(n.Args) > 0 && slices.Contains(calls, f.Name) {
					codes = append(codes, textOf(n.Args[0]))
				}
			case *ast.BasicLit:
				texts = append(texts, textOf(n))
			}
			return true
		})
	}
	return codes, texts
}

func textOf(e ast.Expr) string {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return ""
	}
	s, err := strconv.Unquote(lit.Value)
	if err != nil {
		return ""
	}
	return s
}

// Every code that an act of a person can end in is said in a sentence, and the table has no
// code that none ends in.
func TestWords_EveryCode(t *testing.T) {
	found := map[string]bool{}
	codes, _ := literals(t, "failure", "failuref")
	for _, code := range codes {
		if code != "" && !slices.Contains(nobodys, code) {
			found[code] = true
		}
	}
	if len(found) < 10 {
		t.Fatalf("only these codes were found: %v", found)
	}
	if got, want := slices.Sorted(maps.Keys(spanish)), slices.Sorted(maps.Keys(found)); !slices.Equal(got, want) {
		t.Errorf("the table has\n%v\nand slacksim answers\n%v", got, want)
	}
	for code, sentence := range spanish {
		if strings.HasSuffix(sentence, ".") {
			t.Errorf("%s: the code comes before the last full stop: %q", code, sentence)
		}
	}
}

// Every sentence that Slack's client writes under a field has its Spanish one.
func TestWords_EverySentenceUnderAField(t *testing.T) {
	_, texts := literals(t)
	n := 0
	for _, text := range texts {
		if !strings.HasPrefix(text, "Please ") {
			continue
		}
		n++
		if strings.HasSuffix(text, " than ") { // a number and a full stop follow
			text += "7."
		}
		text = strings.ReplaceAll(text, "%d", "7")
		if got := fieldWords(map[string]string{"b": text})["b"]; got == text || strings.Contains(text, "7") != strings.Contains(got, "7") {
			t.Errorf("%q is said as %q", text, got)
		}
	}
	if n < 8 {
		t.Errorf("only %d sentences were found", n)
	}
	if got := fieldWords(map[string]string{"b": "Escriba qué se hizo."})["b"]; got != "Escriba qué se hizo." {
		t.Errorf("what the app says became %q", got)
	}
}

// What is said tells what was wrong and what to do; the code is there for engineers.
func TestWords_InWords(t *testing.T) {
	for _, c := range []struct {
		err  error
		want string
	}{
		{&slacksim.Failure{Code: "no_text"}, "El mensaje está vacío. Escriba algo, o agregue un archivo (no_text)."},
		{&slacksim.Failure{Code: "new_one"}, "Slack no lo permitió. Avise a quien administra la aplicación (new_one)."},
		{said("Este reloj no se mueve."), "Este reloj no se mueve."},
		{fs.ErrClosed, "No se pudo. Vuelva a intentarlo; si se repite, avise a quien administra la aplicación (file already closed)."},
		{errors.Join(&slacksim.Failure{Code: "dispatch_failed"}), "La aplicación no contestó: quizá está detenida. Espere un momento y vuelva a intentarlo (dispatch_failed)."},
	} {
		if got := inWords(c.err); got != c.want {
			t.Errorf("%v:\n%s, want\n%s", c.err, got, c.want)
		}
	}
}

// A command that no app has reaches none of them, as in Slack.
func TestWords_UnknownCommand(t *testing.T) {
	d := open(t)
	d.page.o.Commands = []Command{{Text: "/compromiso nuevo"}}
	for _, command := range []string{"/compromisos", "/invite", "/", "/compromis"} {
		_, body := d.ask(http.MethodPost, "/api/slash", d.token, request{Me: "U1", Channel: "C1", Action: command})
		if !strings.Contains(body, "Ese comando no existe. Escriba / para ver los que hay (invalid_command).") {
			t.Errorf("%s: %s", command, body)
		}
	}
	for _, x := range d.sim.Traffic() {
		if x.Name == "slash_commands" {
			t.Errorf("the app was asked: %s", x.Request)
		}
	}
	// The app is not there, but is meant.
	if _, body := d.ask(http.MethodPost, "/api/slash", d.token, request{Me: "U1", Channel: "C1", Action: "/compromiso"}); !strings.Contains(body, "(dispatch_failed)") {
		t.Error(body)
	}
}
