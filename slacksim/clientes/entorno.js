'use strict';

// What every program here needs: where the practice Slack is, and a way to tell the Go test what happened.

const { SLACK_API_URL, SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET, PORT } = process.env;

// A line of output is one fact; the Go test waits for the lines it expects.
function tell(...words) {
  console.log(words.join(' '));
}

// The libraries write their own log to stderr, so that stdout stays a list of facts.
const logger = {
  debug() {},
  info() {},
  warn: (...m) => console.error('warn', ...m),
  error: (...m) => console.error('error', ...m),
  setLevel() {},
  getLevel: () => 'info',
  setName() {},
};

process.on('unhandledRejection', (err) => {
  console.error(err);
  process.exit(1);
});

// The Go test closes stdin when it is done; a test that died must leave nothing running.
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));

module.exports = {
  tell,
  logger,
  apiUrl: SLACK_API_URL,
  botToken: SLACK_BOT_TOKEN,
  appToken: SLACK_APP_TOKEN,
  signingSecret: SLACK_SIGNING_SECRET,
  port: Number(PORT || 0),
};
