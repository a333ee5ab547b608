import { InvalidArgumentError, Option } from 'commander';
import { wholeNumber } from '../command.ts';

const LAST_CONTROL_NO = 999_999_999;

function controlNo(text: string): number {
  const value = wholeNumber(1)(text);
  if (value <= LAST_CONTROL_NO) return value;
  throw new InvalidArgumentError(`It must be at most ${LAST_CONTROL_NO}.`);
}

export const controlNoOption = (description: string): Option =>
  new Option('--control-no <n>', description).argParser(controlNo);
