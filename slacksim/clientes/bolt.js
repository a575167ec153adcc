'use strict';

// One Bolt app, over Socket Mode or, with PORT, over signed HTTP: command, form with errors,
// a pile of forms, message, button, options, shortcuts, Home.

const { App } = require('@slack/bolt');
const env = require('./entorno');

const app = new App({
  token: env.botToken,
  logger: env.logger,
  clientOptions: { slackApiUrl: env.apiUrl },
  ...(env.port ? { signingSecret: env.signingSecret } : { socketMode: true, appToken: env.appToken }),
});

const plain = (text) => ({ type: 'plain_text', text });

app.command('/registrar', async ({ command, ack, client }) => {
  await ack();
  const opened = await client.views.open({
    trigger_id: command.trigger_id,
    view: {
      type: 'modal',
      callback_id: 'registrar',
      private_metadata: command.channel_id,
      title: plain('Registrar'),
      submit: plain('Guardar'),
      blocks: [
        { type: 'input', block_id: 'titulo', label: plain('Título'), element: { type: 'plain_text_input', action_id: 'valor' } },
        { type: 'input', block_id: 'dia', label: plain('Día'), optional: true, element: { type: 'datepicker', action_id: 'valor' } },
        {
          type: 'input',
          block_id: 'area',
          label: plain('Área'),
          optional: true,
          element: { type: 'external_select', action_id: 'areas', min_query_length: 1 },
        },
      ],
    },
  });
  env.tell('opened', opened.view.callback_id);
});

app.options('areas', async ({ options, ack }) => {
  env.tell('options', options.value);
  await ack({ options: ['Obras', 'Agua'].filter((o) => o.startsWith(options.value)).map((o) => ({ text: plain(o), value: o })) });
});

app.view('registrar', async ({ ack, view, body, client }) => {
  const { titulo, dia, area } = view.state.values;
  if (titulo.valor.value.length < 5) {
    await ack({ response_action: 'errors', errors: { titulo: 'Demasiado corto' } });
    return;
  }
  await ack();
  await client.chat.postMessage({
    channel: view.private_metadata,
    text: `<@${body.user.id}> registró ${titulo.valor.value}`,
    blocks: [
      { type: 'section', text: { type: 'mrkdwn', text: `*${titulo.valor.value}* ${dia.valor.selected_date} ${area.areas.selected_option.value}` } },
      { type: 'actions', elements: [{ type: 'button', action_id: 'cerrar', value: '7', text: plain('Cerrar') }] },
    ],
  });
});

app.action('cerrar', async ({ ack, action, respond, say }) => {
  await ack();
  await respond({ replace_original: true, text: `Cerrado ${action.value}` });
  await say('Uno menos');
});

// A pile of forms: a shortcut opens one, its button puts another on top, sending that one changes it, then clears all.
const pile = (callback_id, extra = {}) => ({
  type: 'modal',
  callback_id,
  title: plain(callback_id),
  submit: plain('Seguir'),
  notify_on_close: true,
  blocks: [{ type: 'actions', elements: [{ type: 'button', action_id: 'detalle', text: plain('Detalle') }] }],
  ...extra,
});

app.shortcut('revisar', async ({ shortcut, ack, client }) => {
  await ack();
  await client.views.open({ trigger_id: shortcut.trigger_id, view: pile('primera') });
});

app.action('detalle', async ({ ack, body, client }) => {
  await ack();
  await client.views.push({ trigger_id: body.trigger_id, view: pile('segunda', { external_id: 'encima' }) });
});

app.view('segunda', async ({ ack, view }) => {
  await ack({ response_action: 'update', view: pile('tercera', { private_metadata: view.root_view_id }) });
});

app.view('tercera', async ({ ack, view }) => {
  env.tell('root', view.private_metadata === view.root_view_id);
  await ack({ response_action: 'clear' });
});

app.view({ callback_id: 'primera', type: 'view_closed' }, async ({ ack, view }) => {
  await ack();
  env.tell('closed', view.callback_id);
});

app.shortcut({ callback_id: 'anotar', type: 'message_action' }, async ({ shortcut, ack, respond }) => {
  await ack();
  await respond(`Anotado: ${shortcut.message.text}`);
});

app.message('hola', async ({ message, say }) => {
  await say({ text: `Hola, <@${message.user}>`, thread_ts: message.ts });
});

app.event('app_home_opened', async ({ event, client }) => {
  if (event.tab !== 'home') return;
  await client.views.publish({
    user_id: event.user,
    view: { type: 'home', blocks: [{ type: 'header', text: plain('Tus compromisos') }] },
  });
  env.tell('home', event.user);
});

app.error(async (err) => {
  env.tell('error', err.code, String(err.message).split('\n')[0]);
});

app.start(env.port || undefined).then(() => env.tell('ready'));
