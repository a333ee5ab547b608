import { expect, it } from 'vitest';
import { readStepLogs } from '../../../bin/session/step-logs.ts';

const note = {
  level: 'INFO',
  message: 'file received',
  timestamp: '2026-07-14T12:00:00.000Z',
  service: 'receive-file',
  sampling_rate: 0,
  requestId: 'r-1',
  fileId: 'f-1',
  encounters: 20,
};

it('reads notes with their facts alone', () => {
  expect(readStepLogs(`${JSON.stringify(note)}\n`)).toEqual([
    {
      kind: 'note',
      at: '2026-07-14T12:00:00.000Z',
      level: 'INFO',
      step: 'receive-file',
      message: 'file received',
      facts: { fileId: 'f-1', encounters: 20 },
    },
  ]);
});

it('reads metrics as CloudWatch does', () => {
  const printed = JSON.stringify({
    _aws: { Timestamp: 1 },
    service: 'assemble-claims',
    EncountersAssembled: 50,
  });
  expect(readStepLogs(printed)).toEqual([{ kind: 'metrics', values: { EncountersAssembled: 50 } }]);
});

it('reads several lines at once and passes over the rest', () => {
  const text = [
    'No application metrics to publish.',
    JSON.stringify(note),
    '{"cut":',
    '{"other":1}',
    '',
  ].join('\n');
  expect(readStepLogs(text)).toHaveLength(1);
});
