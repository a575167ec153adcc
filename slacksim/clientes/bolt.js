'use strict';

// One Bolt app, over Socket Mode or, with PORT, over signed HTTP: command, form with errors, message, button, options, Home.

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
