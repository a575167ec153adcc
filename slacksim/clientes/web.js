'use strict';

// The official Web API client against the practice Slack. The Go test has put people, a channel and mishaps there.

const assert = require('node:assert/strict');
const { WebClient, ErrorCode } = require('@slack/web-api');
const env = require('./entorno');

const channel = 'C1';
const web = new WebClient(env.botToken, {
  slackApiUrl: env.apiUrl,
  logger: env.logger,
  retryConfig: { retries: 2, minTimeout: 10, maxTimeout: 50 },
});

async function refused(promise) {
  try {
    await promise;
  } catch (err) {
    assert.equal(err.code, ErrorCode.PlatformError, String(err));
    return err.data;
  }
  throw new assert.AssertionError({ message: 'it was taken' });
}

const steps = {
  async 'auth.test'() {
    const me = await web.auth.test();
    assert.ok(me.user_id && me.team_id && me.bot_id, JSON.stringify(me));
    assert.ok(Array.isArray(me.response_metadata.scopes), 'the scopes travel in a header');
  },

  async messages() {
    const posted = await web.chat.postMessage({
      channel,
      text: 'Hola <@U1>',
      blocks: [
        { type: 'header', text: { type: 'plain_text', text: 'Título' } },
        { type: 'section', text: { type: 'mrkdwn', text: 'ñ & "comillas" 🙂' } },
      ],
      metadata: { event_type: 'aviso', event_payload: { clave: 'k1', intento: 1 } },
    });
    assert.equal(posted.message.blocks.length, 2);
    const reply = await web.chat.postMessage({ channel, thread_ts: posted.ts, text: 'respuesta' });
    const thread = await web.conversations.replies({ channel, ts: posted.ts });
    assert.deepEqual(thread.messages.map((m) => m.ts), [posted.ts, reply.ts]);

    const history = await web.conversations.history({ channel, include_all_metadata: true });
    const found = history.messages.find((m) => m.ts === posted.ts);
    assert.equal(found.metadata.event_payload.clave, 'k1');
    assert.equal(found.blocks[1].text.text, 'ñ & "comillas" 🙂');

    await web.chat.update({ channel, ts: posted.ts, text: 'Cambiado', blocks: [] });
    const after = await web.conversations.history({ channel, latest: posted.ts, inclusive: true, limit: 1 });
    assert.equal(after.messages[0].text, 'Cambiado');
    assert.ok(after.messages[0].edited);

    await web.reactions.add({ channel, timestamp: posted.ts, name: 'white_check_mark' });
    const link = await web.chat.getPermalink({ channel, message_ts: posted.ts });
    assert.match(link.permalink, /^https:/);
    await web.chat.delete({ channel, ts: reply.ts });
    const left = await web.conversations.replies({ channel, ts: posted.ts });
    assert.ok(!left.messages.some((m) => m.ts === reply.ts));
  },

  async 'private messages'() {
    const dm = await web.conversations.open({ users: 'U1' });
    await web.chat.postMessage({ channel: dm.channel.id, text: 'Solo para ti' });
    const direct = await web.chat.postMessage({ channel: 'U1', text: 'También' });
    assert.equal(direct.channel, dm.channel.id);
    const seen = await web.chat.postEphemeral({ channel, user: 'U1', text: 'Nadie más lo ve' });
    assert.ok(seen.message_ts);
  },

  async 'refusals'() {
    const long = [{ type: 'section', text: { type: 'mrkdwn', text: 'x'.repeat(3001) } }];
    const block = await refused(web.chat.postMessage({ channel, text: 'a', blocks: long }));
    assert.equal(block.error, 'invalid_blocks');
    assert.match(block.response_metadata.messages[0], /less than 3001 characters \[json-pointer:\/blocks\/0\/text\/text\]/);
    assert.equal((await refused(web.chat.postMessage({ channel, text: '' }))).error, 'no_text');
    assert.equal((await refused(web.chat.postMessage({ channel: 'C404', text: 'a' }))).error, 'channel_not_found');
    assert.equal((await refused(web.chat.update({ channel, ts: '1.1', text: 'a' }))).error, 'message_not_found');
    assert.equal((await refused(web.users.info({ user: 'U404' }))).error, 'user_not_found');
    assert.equal((await refused(web.apiCall('no.such.method'))).error, 'unknown_method');
    const stranger = new WebClient('xoxb-no', { slackApiUrl: env.apiUrl, logger: env.logger });
    assert.equal((await refused(stranger.auth.test())).error, 'invalid_auth');
    const nobody = new WebClient(undefined, { slackApiUrl: env.apiUrl, logger: env.logger });
    assert.equal((await refused(nobody.auth.test())).error, 'not_authed');
  },

  async pagination() {
    const names = [];
    let pages = 0;
    for await (const page of web.paginate('users.list', { limit: 3 })) {
      pages += 1;
      names.push(...page.members.map((m) => m.id));
    }
    assert.ok(pages > 2, `${pages} pages`);
    assert.equal(new Set(names).size, names.length);
    assert.ok(names.includes('U9'), names.join());
    const members = await web.paginate('conversations.members', { channel, limit: 2 }, () => false,
      (all, page) => (all || []).concat(page.members));
    assert.ok(members.includes('U9'), members.join());
  },

  async views() {
    const view = { type: 'home', blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'Inicio' } }] };
    const home = await web.views.publish({ user_id: 'U1', view });
    assert.ok(home.view.hash && home.view.id);
    await web.views.publish({ user_id: 'U1', view, hash: home.view.hash });
    assert.equal((await refused(web.views.publish({ user_id: 'U1', view, hash: home.view.hash }))).error, 'hash_conflict');
    const bad = await refused(web.views.publish({ user_id: 'U1', view: { type: 'home', blocks: [{ type: 'table', rows: [] }] } }));
    assert.equal(bad.error, 'invalid_arguments');
    const modal = { type: 'modal', title: { type: 'plain_text', text: 'Forma' }, blocks: view.blocks };
    assert.match((await refused(web.views.open({ trigger_id: '1.2.3', view: modal }))).error, /trigger_id$/);
  },

  async files() {
    const content = Buffer.from('fecha;compromiso\n2026-01-31;Obra é\n');
    const sent = await web.filesUploadV2({
      channel_id: channel, filename: 'lista.csv', title: 'Lista', file: content, initial_comment: 'Aquí está',
    });
    const id = sent.files[0].files[0].id;
    const info = await web.files.info({ file: id });
    assert.equal(info.file.size, content.length);
    const answer = await fetch(info.file.url_private_download, { headers: { Authorization: `Bearer ${env.botToken}` } });
    assert.deepEqual(Buffer.from(await answer.arrayBuffer()), content);
    env.tell('file', id);
    const two = await web.filesUploadV2({
      channel_id: channel,
      file_uploads: [{ filename: 'a.txt', content: 'uno' }, { filename: 'b.txt', content: 'dos' }],
    });
    assert.ok(two.ok);
  },

  // The Go test has made the next users.info answer 429 with one second, then 500.
  async 'patience'() {
    let told = 0;
    web.on('rate_limited', () => { told += 1; });
    const start = Date.now();
    const one = await web.users.info({ user: 'U1' });
    assert.equal(one.user.id, 'U1');
    assert.equal(told, 1);
    assert.ok(Date.now() - start >= 1000, 'it waits as long as it was told');
  },

  // … and usergroups.list 429 for a client that does not want to wait.
  async 'impatience'() {
    const eager = new WebClient(env.botToken, { slackApiUrl: env.apiUrl, logger: env.logger, rejectRateLimitedCalls: true });
    await assert.rejects(eager.usergroups.list(), (err) => {
      assert.equal(err.code, ErrorCode.RateLimitedError, String(err));
      assert.equal(err.retryAfter, 7);
      return true;
    });
  },
};

(async () => {
  for (const [name, step] of Object.entries(steps)) {
    try {
      await step();
      env.tell('ok', name);
    } catch (err) {
      console.error(err);
      env.tell('failed', `${name}:`, String(err.message).split('\n')[0]);
    }
  }
  env.tell('end');
})();
