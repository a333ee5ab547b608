import { resolve } from 'node:path';
import type { Config, PayerProfile } from '../../core/config.ts';
import { checkConfigFile, problemLine } from '../session/config-file.ts';
import type { Answer } from '../terminal/answer.ts';
import { sheet } from '../terminal/table.ts';
import { addCommand, type CommandGroup } from './command.ts';

export const config: CommandGroup = (group, { world, answering }) => {
  addCommand(group, 'check <file>', {
    summary: 'say whether a configuration document is right, and what it sets up',
    example: 'config check claimline.config.json',
  }).action(answering(async (file: string) => checked(resolve(world.cwd, file))));
};

function checked(file: string): Answer {
  const read = checkConfigFile(file);
  if (read.ok) {
    const { clients, partners, payers } = read.value;
    const ids = {
      clients: clients.map((c) => c.id),
      partners: partners.map((p) => p.id),
      payers: payers.map((p) => p.id),
    };
    return { json: { valid: true, ...ids, problems: [] }, text: () => rightText(read.value) };
  }
  const problems = read.error;
  const text = (): string => [`${file} is not right:`, ...problems.map(problemLine)].join('\n');
  return { json: { valid: false, problems }, text, code: 1 };
}

function rightText({ clients, partners, payers, retentionYears }: Config): string {
  return [
    'The configuration is right.',
    sheet([
      ...clients.map((c) => ['client', `${c.id}: ${c.name}, through ${c.partner}, ${c.submission}`] as const),
      ...partners.map(
        (p) => ['partner', `${p.id}: ${p.name}${p.sandbox ? ', sandbox' : ''}, usage ${p.usage}`] as const,
      ),
      ...payers.map((p) => ['payer', payerText(p)] as const),
      ['retention', `${retentionYears} years`],
    ]),
  ].join('\n');
}

function payerText({ id, contract }: PayerProfile): string {
  const who = id === '*' ? '* (every other payer)' : id;
  if (contract === undefined) return who;
  const terms =
    contract.kind === 'rates' ? 'its own rates' : `${contract.percent} % of Medicare in ${contract.locality}`;
  return `${who}: contract, ${terms}`;
}
