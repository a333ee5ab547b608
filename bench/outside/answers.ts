import { readdirSync, readFileSync } from 'node:fs';
import { civilDate } from '../../core/dates.ts';
import { answerFile } from '../../core/sandbox/answer.ts';
import { type ScenarioName, scenarios } from '../../core/sandbox/scenarios.ts';
import { acknowledge } from '../../core/x12/acknowledge/acknowledge.ts';
import { editVerdict } from '../../core/x12/acknowledge/edit-verdict.ts';
import type { AnyClaim } from '../../core/x12/types.ts';
import type { Made } from './made.ts';

const TODAY = civilDate('20260110');
const TIME = '0930';
const TRAPS = new URL('../../test/fixtures/x12/', import.meta.url);

/** What we acknowledge every trap with: TA1s, 999s that name all kinds of errors, 277CAs. */
export async function acknowledgments(): Promise<readonly Made[]> {
  const made: Made[] = [];
  const judge = (claim: AnyClaim) => editVerdict(claim, TODAY);
  const options = {
    interchanges: 'all',
    groups: true,
    judge,
    date: TODAY,
    time: TIME,
    controlNo: 1,
  } as const;
  for (const file of readdirSync(TRAPS)
    .filter((name) => name.endsWith('.x12'))
    .sort()) {
    let nth = 0;
    for await (const answer of acknowledge([readFileSync(new URL(file, TRAPS))], options)) {
      if (answer.kind === 'unwritten' || answer.kind === 'end') continue;
      nth += 1;
      made.push({ name: `${answer.kind.toLowerCase()}-${nth}-to-${file}`, text: answer.text });
    }
  }
  return made;
}

/** What the sandbox payer answers to claims, in every scenario: 835s among it. */
export async function sandboxAnswers(claims: readonly Made[]): Promise<readonly Made[]> {
  const made: Made[] = [];
  for (const scenario of Object.keys(scenarios) as ScenarioName[]) {
    for (const { name, text } of claims) {
      const { files } = await answerFile([Buffer.from(text)], {
        seed: 'outside',
        scenario,
        today: TODAY,
        time: TIME,
      });
      for (const file of files) made.push({ name: `${scenario}-${name}-${file.name}`, text: file.text });
    }
  }
  return made;
}
