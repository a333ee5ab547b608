import type { Row } from './corpus.ts';
import type { Judgement } from './judge.ts';

const short = (file: string): string => file.replace(/^(.{12}).*?(.{60})$/, '$1…$2');

/** The corpus by type: how many files we see as the manifest does, and why we see the others otherwise. */
export function corpusTable(rows: readonly Row[], judged: readonly Judgement[]): string {
  const byType = new Map<string, { files: number; agreed: number; others: string[] }>();
  rows.forEach((row, n) => {
    const type = [...new Set(row.types)].join(' and ') || 'none';
    const sums = byType.get(type) ?? { files: 0, agreed: 0, others: [] };
    const judgement = judged[n];
    sums.files += 1;
    if (judgement?.agreed) sums.agreed += 1;
    else sums.others.push(`  ${short(row.file)}: ${judgement?.reason ?? judgement?.differences.join('; ')}`);
    byType.set(type, sums);
  });
  const lines = ['type                     files  agreed  not agreed'];
  for (const [type, { files, agreed, others }] of [...byType].sort(([a], [b]) => a.localeCompare(b))) {
    const numbers = [files, agreed, others.length].map((n) => String(n).padStart(7));
    lines.push(type.padEnd(23) + numbers.join(''), ...others);
  }
  const agreed = judged.filter((judgement) => judgement.agreed).length;
  lines.push(
    `${'all'.padEnd(23)}${[rows.length, agreed, rows.length - agreed].map((n) => String(n).padStart(7)).join('')}`,
  );
  return lines.join('\n');
}
