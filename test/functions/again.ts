/** What a person does to a claim of a loop: by the functions of the commands. */
import { type AgainRequest, sendAgain } from '../../bin/session/send-again.ts';
import { codeLoader } from '../../store/loaded-codes.ts';
import { type Loop, NOW } from './loop.ts';

export const actingOn = (loop: Loop, user = 'ann') => ({
  ...loop,
  codeLoader: codeLoader(loop.codeSets),
  now: () => NOW,
  user,
});

export const again = (loop: Loop, request: AgainRequest) => sendAgain(actingOn(loop), request);
