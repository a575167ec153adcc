package slacksim_test

import (
	"context"
	"fmt"
	"io"
	"log"
	"time"

	"compromisos/slacksim"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

// A workspace with one person and an app that answers a slash command over Socket Mode.
func Example() {
	sim, err := slacksim.Start(slacksim.Options{})
	if err != nil {
		log.Fatal(err)
	}
	defer sim.Close()
	sim.AddUser(slacksim.User{ID: "U0ANA", Name: "ana"})
	sim.AddChannel(slacksim.Channel{ID: "C0HALL", Name: "hall", Members: []string{"U0ANA", sim.BotUserID()}})

	api := slack.New(sim.BotToken(), slack.OptionAPIURL(sim.URL()), slack.OptionAppLevelToken(sim.AppToken()))
	client := socketmode.New(api, socketmode.OptionLog(log.New(io.Discard, "", 0)))
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	go func() { _ = client.RunContext(ctx) }()
	go func() {
		for {
			select {
			case <-ctx.Done():
				return
			case e := <-client.Events:
				if cmd, ok := e.Data.(slack.SlashCommand); ok {
					_ = client.Ack(*e.Request, map[string]any{"text": "Hello, " + cmd.UserName})
				}
			}
		}
	}()
	if err := sim.WaitConnected(ctx); err != nil {
		log.Fatal(err)
	}

	out, err := sim.Slash(ctx, "U0ANA", "C0HALL", "/hello", "")
	fmt.Println(out.Text, err)
	// Output: Hello, ana <nil>
}
