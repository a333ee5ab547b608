import type { Command } from 'commander';
import { describe, expect, it, test } from 'vitest';
import { createProgram, groups } from '../../bin/program.ts';
import { claimline, memoryWorld } from './memory-world.ts';

const programWithAll = () =>
  createProgram(Object.keys(groups), {
    world: memoryWorld({}).world,
    json: false,
    answering: () => async () => {},
  });

const leavesOf = (command: Command): readonly Command[] =>
  command.commands.length === 0 ? [command] : command.commands.flatMap(leavesOf);

const pathOf = (command: Command): string =>
  command.parent === null ? '' : `${pathOf(command.parent)} ${command.name()}`.trim();

function helpOf(command: Command): string {
  const help: string[] = [];
  command.configureOutput({ writeOut: (text) => void help.push(text) });
  command.outputHelp();
  return help.join('');
}

describe('every command', async () => {
  const leaves = leavesOf(await programWithAll());

  it('is there', () => {
    expect(leaves.map(pathOf)).toEqual([
      'demo',
      'run',
      'up',
      'put',
      'claims list',
      'claims show',
      'claims timeline',
      'claims replace',
      'claims void',
      'claims resend',
      'claims refile',
      'claims appeal',
      'claims uphold',
      'claims bill-next',
      'claims add-coverage',
      'claims drop-coverage',
      'work list',
      'work show',
      'work take',
      'work note',
      'work resolve',
      'timers list',
      'timers due',
      'timers run',
      'ledger trial-balance',
      'ledger proof',
      'ledger account',
      'ledger patient',
      'ledger patients',
      'ledger small-balances',
      'ledger statements',
      'ledger statement',
      'ledger returned-mail',
      'ledger payment-plan',
      'ledger receive',
      'ledger receipts',
      'ledger return',
      'ledger refund',
      'ledger recouped',
      'ledger write-off',
      'ledger waive',
      'ledger collections',
      'ledger bad-debt',
      'ledger bill-patient',
      'ledger undo',
      'ledger deposits import',
      'ledger deposits list',
      'ledger deposits match',
      'ledger deposits unmatch',
      'ledger close',
      'ledger reopen',
      'ledger periods',
      'remit check',
      'remit recoupments',
      'remit suspense',
      'remit match',
      'remit unmatch',
      'remit variances',
      'remit enter',
      'report aging',
      'report kpis',
      'runs list',
      'runs show',
      'files list',
      'files show',
      'x12 show',
      'x12 check',
      'x12 json',
      'x12 ack',
      'x12 split',
      'x12 merge',
      'x12 diff',
      'x12 mask',
      'codes import',
      'codes status',
      'codes lookup',
      'codes diff',
      'codes rollback',
      'edits check',
      'edits list',
      'edits show',
      'edits backtest',
      'sandbox answer',
      'sandbox scenarios',
      'config check',
    ]);
  });

  test.each(leaves.map((leaf) => [pathOf(leaf), leaf] as const))(
    '%s gives JSON and an example',
    (path, leaf) => {
      const help = helpOf(leaf);
      expect(help).toContain('--json');
      expect(help).toContain(`$ claimline ${path}`);
      expect(leaf.description()).not.toBe('');
    },
  );
});

describe('exit codes', () => {
  test.each([
    ['--help', 0],
    ['--version', 0],
    ['claims --help', 0],
    ['', 2],
    ['nonsense', 2],
    ['claims', 2],
    ['claims nonsense', 2],
    ['demo --nonsense', 2],
    ['demo --claims none', 2],
    ['demo --claims 0', 2],
    ['demo --scenario nonsense', 2],
    ['claims list --state nonsense', 2],
    ['work list --queue nonsense', 2],
    ['work note only-an-id', 2],
    ['ledger account 9999', 2],
    ['x12 check no-such-file.837', 2],
    ['config check no-such-file.json', 2],
    ['timers due --on never', 2],
    ['timers list', 0],
    ['codes rollback nonsense', 2],
    ['codes lookup E11.9 --on never', 2],
    ['edits list', 0],
  ])('%s ends with %i', async (line, code) => {
    expect(await claimline(line)).toMatchObject({ code });
  });
});

describe('errors', () => {
  it('say what to do next, on standard error', async () => {
    const { out, err } = await claimline('x12 check no-such-file.837');
    expect(out).toBe('');
    expect(err).toBe(
      'claimline: no-such-file.837 cannot be read (ENOENT).\nCheck its path and who may read it.\n',
    );
  });

  test.each(['x12 check no-such-file.837 --json', 'claims nonsense --json', 'demo --claims none --json'])(
    'are one JSON document: %s',
    async (line) => {
      const { code, out } = await claimline(line);
      expect(JSON.parse(out)).toMatchObject({ error: { code, message: expect.any(String) } });
    },
  );

  it('suggest the command that was meant', async () => {
    expect((await claimline('claims lst')).err).toContain('Did you mean list?');
  });
});
