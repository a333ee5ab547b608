import { Option } from 'commander';
import { isScenarioName, scenarios } from '../../core/sandbox/scenarios.ts';
import { oneOf } from './command.ts';

const names = Object.keys(scenarios).filter(isScenarioName);

/** What the sandbox payer answers. */
export const scenarioOption = (): Option =>
  new Option('--scenario <name>', 'what the payer answers; `claimline sandbox` lists them').argParser(
    oneOf(names),
  );
