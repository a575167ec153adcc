'use strict';

// The official Socket Mode client, without Bolt: every kind of envelope, answers in the acknowledgement, reconnecting.

const { SocketModeClient } = require('@slack/socket-mode');
const env = require('./entorno');

const socket = new SocketModeClient({
  appToken: env.appToken,
  logger: env.logger,
  // The client waits this long before it connects again.
  clientPingTimeout: 300,
  clientOptions: { slackApiUrl: env.apiUrl, logger: env.logger },
});

socket.on('connected', () => env.tell('connected'));
socket.on('reconnecting', () => env.tell('reconnecting'));

socket.on('slash_commands', async ({ body, ack, accepts_response_payload }) => {
  env.tell('slash', body.command, body.text, accepts_response_payload);
  await ack({
    text: `eco: ${body.text}`,
    blocks: [
      {
        type: 'actions',
        block_id: 'botones',
        elements: [{ type: 'button', action_id: 'pulsar', value: 'v1', text: { type: 'plain_text', text: 'Pulsar' } }],
      },
    ],
  });
});

socket.on('interactive', async ({ body, ack }) => {
  env.tell('interactive', body.type, body.actions ? body.actions[0].action_id : '');
  if (body.type === 'block_actions') {
    await ack();
    const answer = await fetch(body.response_url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ replace_original: true, text: `pulsado ${body.actions[0].value}` }),
    });
    env.tell('response_url', answer.status);
  }
});

socket.on('app_mention', async ({ event, body, ack, retry_num }) => {
  await ack();
  env.tell('mention', event.user, body.event_id.slice(0, 2), retry_num || 0);
});

// A message that says "tarde" is acknowledged only when it comes again.
socket.on('message', async ({ event, ack, retry_num }) => {
  env.tell('message', event.text, retry_num || 0);
  if (event.text !== 'tarde' || retry_num) {
    await ack();
  }
});

socket.start().then(() => env.tell('ready'));
