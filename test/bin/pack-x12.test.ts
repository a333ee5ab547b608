import { execFile, execFileSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';

/** A project of somebody else, with the engine as its only package: examples that needed another would fail. */
const project = mkdtempSync(join(tmpdir(), 'claimline-x12-'));
const packages = join(project, 'node_modules');
const run = promisify(execFile);

beforeAll(() => {
  mkdirSync(packages);
  execFileSync(process.execPath, ['bin/pack-x12.ts', join(packages, 'claimline-x12')]);
  copyFileSync('test/golden/x12/a-837p-one-payer.edi', join(project, 'claims.837'));
  copyFileSync('test/golden/x12/r835-two-payers.x12', join(project, 'payments.835'));
}, 60_000);
afterAll(() => rmSync(project, { recursive: true }));

const examples = [
  ...readFileSync('docs/x12.md', 'utf8').matchAll(
    /^## ([^\n]*)\n(?:(?!^## ).)*?```(js|ts)\n(.*?)```\n\n```text\n(.*?)```/gms,
  ),
].map(([, title = '', language = '', code = '', output = '']) => {
  const file = join(project, `${title.replaceAll(/\W/g, '')}.m${language}`);
  return { title, file, code, output };
});

describe('the X12 engine as a package', () => {
  test.each(examples)('prints what docs/x12.md says under "$title"', async ({ file, code, output }) => {
    writeFileSync(file, code);
    const { stdout } = await run(process.execPath, [file], { cwd: project });
    expect(stdout).toBe(output);
  });

  it('has an example of each thing that it does', () => {
    expect(examples).toHaveLength(8);
  });

  it('depends on nothing, holds no file that it does not use, and says what it is', () => {
    const folder = join(packages, 'claimline-x12');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    expect(manifest).toMatchObject({ name: 'claimline-x12', license: 'Apache-2.0', type: 'module' });
    expect(manifest).not.toHaveProperty('dependencies');
    expect(files).toEqual(expect.arrayContaining(['README.md', 'LICENSE', join('x12', 'index.d.ts')]));
    expect(files.filter((file) => /schema|edits|\.test\./.test(file))).toEqual([]);
    const specifiers = files
      .filter((file) => /\.(?:js|ts)$/.test(file))
      .flatMap((file) => [
        ...readFileSync(join(folder, file), 'utf8').matchAll(/^(?:im|ex)port .* from ['"](.*)['"]/gm),
      ])
      .map(([, specifier = '']) => specifier);
    expect(specifiers.length).toBeGreaterThan(500);
    expect(specifiers.filter((specifier) => !/^\.{1,2}\/.*\.js$/.test(specifier))).toEqual([]);
  });

  it('has types that a strict project can use', async () => {
    symlinkSync(resolve('node_modules/@types'), join(packages, '@types'));
    writeFileSync(join(project, 'package.json'), '{ "type": "module" }');
    const use = (content: string) =>
      "import { type AcknowledgeOptions, cents, civilDate, type ClaimPayment, type ProfessionalClaim, readX12 } from 'claimline-x12';\n" +
      "for await (const item of readX12([])) if (item.kind === 'claim-payment') item.payment satisfies ClaimPayment;\n" +
      "({ date: civilDate('20260702') }) satisfies Partial<AcknowledgeOptions>;\n" +
      `({ chargeCents: ${content} }) satisfies Pick<ProfessionalClaim['content']['lines'][number], 'chargeCents'>;\n`;
    writeFileSync(join(project, 'right.mts'), use('cents(1)'));
    writeFileSync(join(project, 'wrong.mts'), use("'1'"));
    const compile = (file: string) =>
      run(
        process.execPath,
        [
          resolve('node_modules/typescript/bin/tsc'),
          ...`${file} --noEmit --strict --module nodenext --target es2024 --types node`.split(' '),
        ],
        { cwd: project },
      );
    await compile('right.mts');
    await compile('Types.mts');
    await expect(compile('wrong.mts')).rejects.toMatchObject({
      stdout: expect.stringMatching(/^wrong\.mts\(4,4\): error TS2322: .*\n.*'number'\.\n$/),
    });
  }, 60_000);
});
