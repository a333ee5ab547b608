import { outcomes, scenarios } from './scenarios.ts';

const row = ([name, { sentence }]: readonly [string, { readonly sentence: string }]): string =>
  `| \`${name}\` | ${sentence.replaceAll('|', '\\|')} |`;

/** `docs/sandbox.md`: what the sandbox payer can play, from the tables that it plays by. */
export const scenarioPage = (): string =>
  `# The sandbox payer

It answers an 837P as a clearinghouse and payers would: TA1 and 999, 277CA, 835. Drawn from
\`core/sandbox/scenarios.ts\` by \`npm run docs\`.

    claimline sandbox                                              what it can play
    claimline sandbox answer claims.837 --scenario takeback --out answers/
    claimline demo --scenario takeback

What becomes of a claim follows from the seed and the claim alone, never from its neighbours: the same claim is
answered the same, a corrected one is drawn afresh. Every 835 balances to the cent, but for those that are meant not to.

## Scenarios

| scenario | what is played |
|---|---|
${Object.entries(scenarios).map(row).join('\n')}

## What becomes of a claim

| outcome | what the payer does |
|---|---|
${Object.entries(outcomes)
  .map(([name, sentence]) => row([name, { sentence }]))
  .join('\n')}

## In every scenario

- A claim to a second or third payer that says what the one before decided (2320, 2430) is answered on what that one
  left to the patient; OA-23 is the rest. Without it, on the whole charge.
- A replacement (frequency 7) is answered by the reversal of its original and a new decision in one 835, or, where the
  original was denied as a whole, by the decision alone. A void (frequency 8) is answered by the reversal. The original
  is the claim whose number (CLP07) stands in REF*F8: looked for among what was sent before, or the same claim as it
  first came. A void of a claim that the payer never decided is refused by 277CA (A4:35); a replacement of one is
  decided as new.
- A payment that comes below zero is carried to the payer's next 835 of the same answer (PLB FB, BPR H/NON); interest is
  summed in PLB L6.
- 835s that follow others come when those are posted. In a deployment the payer looks for that a few times and then
  sends them anyway; \`sandbox answer\` writes them in their order.
`;
