// Lines of a training built to overfit: the training loss falls to the end, the validation loss turns at a third, the Dice falls after it.
export function overfitLines(epochs = 90, perEpoch = 10) {
  const begin = Date.parse('2026-01-05T08:00:00Z'), iterations = epochs * perEpoch;
  const lines = [];
  const say = (kind, more) => lines.push(JSON.stringify({ seq: lines.length + 1, session: 1, kind, time: new Date(begin + lines.length * 400).toISOString(), ...more }));
  say('session', { start_step: 0, run: 'overfit', host: 'test', process: 1, iterations, configuration_sha256: 'none' });
  say('state', { state: 'running', reason: '' });
  for (let step = 1; step <= iterations; step++) {
    const p = step / iterations, wave = 0.01 * Math.sin(step * 1.7);
    say('points', { step, values: { learning_rate: 1e-3 * (1 - p) ** 0.9, data_wait_ms: 2, step_ms: 100 + 5 * Math.sin(step), loss: 0.05 + 1.5 * Math.exp(-7 * p) + 0.2 * (1 - p) + wave, gradient_norm: 2 + wave * 10 } });
    if (step % perEpoch !== 0) continue;
    const late = Math.max(0, p - 0.33);
    say('epoch', { step, values: { epoch: step / perEpoch, validation_loss: 0.3 + 1.4 * Math.exp(-7 * p) + 1.2 * late, case_dice: 0.9 * (1 - Math.exp(-12 * p)) - 0.3 * late, 'case_dice.muscle': 0.9 * (1 - Math.exp(-12 * p)) - 0.3 * late, patch_dice_estimate: 0.95 * (1 - Math.exp(-9 * p)) } });
    if (step === perEpoch * 30) say('checkpoint', { step, file: 'checkpoints/best.keras', best: true });
  }
  say('log', { level: 'info', text: 'The end.' });
  say('state', { state: 'finished', reason: '' });
  return lines.join('\n') + '\n';
}
