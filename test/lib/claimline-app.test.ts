import { readdirSync } from 'node:fs';
import { App, Stack, Validations } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';
import { beforeAll, describe, expect, it } from 'vitest';
import { acknowledge } from '../../lib/acknowledge.ts';
import {
  acknowledgments,
  reportOf,
  type Synthesis,
  synthesise,
  temporaryFolder,
  twoPartners,
} from './synthesis.ts';

describe('the checks of a synthesis', () => {
  let synthesis: Synthesis;
  beforeAll(() => {
    synthesis = synthesise(twoPartners());
  });

  it('leave no finding open', () => {
    expect(reportOf(synthesis.outdir).open).toEqual([]);
  });

  it('know every acknowledgment: none is there for a finding that is not', () => {
    const used = new Set(
      reportOf(synthesis.outdir).suppressed.map(
        ({ acknowledgedId, acknowledgedAt }) => `${acknowledgedAt} ${acknowledgedId}`,
      ),
    );
    const idle = acknowledgments(synthesis.app).filter(({ id, at }) => !used.has(`${at} ${id}`));
    expect(idle).toEqual([]);
  });

  it('accept findings on single resources only, never on a stack, in the form that the report keeps', () => {
    const all = acknowledgments(synthesis.app);
    expect(all.length).toBeGreaterThan(50);
    for (const { id, at, reason } of all) {
      expect(at.split('/').length, at).toBeGreaterThan(1);
      expect(id).toMatch(/^(AwsSolutions|HIPAA\.Security|Serverless|Phi)::\1-/);
      expect(reason.length).toBeGreaterThan(40);
    }
  });
});

describe('an acknowledgment', () => {
  // aws-cdk #38495: once, an acknowledgment on one construct held for the whole app.
  it('holds for its own resource and for no other', () => {
    const app = new App({ outdir: temporaryFolder(), analyticsReporting: false });
    const stack = new Stack(app, 'Two');
    const accepted = new s3.Bucket(stack, 'Accepted', { enforceSSL: true });
    new s3.Bucket(stack, 'Other', { enforceSSL: true });
    acknowledge(accepted, {
      finding: 'AwsSolutions-S1',
      reason: 'It holds nothing that anybody could read.',
    });
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    expect(() => app.synth()).toThrow();
    const { open, suppressed } = reportOf(app.outdir);
    expect(open).toMatchObject([{ rule: 'AwsSolutions-S1', at: ['Two/Other/Resource'] }]);
    expect(suppressed).toMatchObject([{ rule: 'AwsSolutions-S1', at: ['Two/Accepted/Resource'] }]);
  });
});

describe('a synthesis', () => {
  it('gives the same assets from the same sources and configuration', () => {
    const assets = (): readonly string[] =>
      readdirSync(synthesise().outdir).filter((name) => name.startsWith('asset.'));
    expect(assets()).toEqual(assets());
  });
});
