package main

import (
	"fmt"

	"github.com/spf13/cobra"
)

func cmdCompletion(c *consola) *cobra.Command {
	return &cobra.Command{
		Use: "completion bash|zsh|fish", Short: "Escribe el autocompletado de bash, zsh o fish",
		Long: "Escribe en la salida el autocompletado del intérprete de órdenes que se pida; por ejemplo, para bash:\n\n" +
			"  source <(compromisos completion bash)",
		ValidArgs: []string{"bash", "zsh", "fish"},
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 1 {
				return sinArgumentos(cmd, args[1:])
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return errUso{fmt.Errorf("falta para cuál: bash, zsh o fish")}
			}
			switch args[0] {
			case "bash":
				return cmd.Root().GenBashCompletionV2(c.salida, true)
			case "zsh":
				return cmd.Root().GenZshCompletion(c.salida)
			case "fish":
				return cmd.Root().GenFishCompletion(c.salida, true)
			}
			return errUso{fmt.Errorf("no hay autocompletado para «%s»: elija bash, zsh o fish", args[0])}
		},
	}
}
