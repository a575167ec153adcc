// Package slacksim is a Slack of one's own: a workspace in memory that speaks Slack's Web API,
// Socket Mode, signed HTTP requests, response URLs, modals, the Home tab and file uploads on a
// loopback port. It knows nothing of the app that talks to it, so that what works against it can
// only have worked by speaking Slack.
//
// It refuses what Slack would refuse, with Slack's error, and it can be told to misbehave
// (see [Mishap]). What an app answers badly, where Slack would have no error to give, ends up in
// [Sim.Complaints].
//
// People act through methods such as [Sim.Slash], [Sim.Press], [Sim.Submit] and [Sim.Say]; what
// they can see is read through [Sim.Messages], [Sim.Ephemerals], [Sim.Views] and [Sim.Home].
// The sub-package slacktest turns this into sentences for tests.
package slacksim
