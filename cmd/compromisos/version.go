package main

import (
	"fmt"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"
)

// versionFija is set by the build (-ldflags -X); empty, the module's own is told.
var versionFija string

// sinVersion is what a build of no release calls itself, to people.
const sinVersion = "en desarrollo"

// versionLog is the version as the log has it, in English.
func versionLog() string { return strings.Replace(version(), sinVersion, "devel", 1) }

func version() string {
	if versionFija != "" {
		return versionFija
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "desconocida"
	}
	v := info.Main.Version
	if v == "" || v == "(devel)" {
		v = sinVersion
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" && len(s.Value) >= 12 {
				v += " (" + s.Value[:12] + ")"
			}
		}
	}
	return v
}

func cmdVersion(c *consola) *cobra.Command {
	return &cobra.Command{
		Use: "version", Short: "Dice qué versión es", Args: sinArgumentos,
		RunE: func(*cobra.Command, []string) error {
			_, err := fmt.Fprintln(c.salida, "compromisos", version())
			return err
		},
	}
}
