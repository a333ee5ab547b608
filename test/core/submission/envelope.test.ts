import { expect, test } from 'vitest';
import { type Partner, parseConfig } from '../../../core/config.ts';
import { envelopeOf, headerOf, P837_VERSION } from '../../../core/submission/envelope.ts';

const partner: Partner = (() => {
  const read = parseConfig({
    clients: [{ id: 'c', code: 'CCC', name: 'C', partner: 'p', submission: 'scheduled' }],
    partners: [
      {
        id: 'p',
        name: 'P',
        sandbox: false,
        transport: 'bucket-drop',
        usage: 'P',
        sender: { qualifier: 'ZZ', id: 'US' },
        receiver: { qualifier: '30', id: 'THEM' },
        applicationSender: 'USAPP',
        applicationReceiver: 'THEMAPP',
        submitter: { name: 'BILLING', etin: 'ETIN1', phone: '5555550100', email: 'a@example.com' },
        receiverName: 'CLEARINGHOUSE',
        receiverEtin: 'ETIN2',
      },
    ],
    payers: [{ id: '*' }],
  });
  const [first] = read.ok ? read.value.partners : [];
  if (first === undefined) throw new Error('a partner');
  return first;
})();
const plan = { planId: 'plan', partner: 'p', date: '20260110', time: '1200', interchanges: [] };

test('an envelope is the partner’s, under the time of the plan and one number for ISA13 and GS06', () => {
  expect(envelopeOf(partner, plan, 7)).toEqual({
    sender: { qualifier: 'ZZ', id: 'US' },
    receiver: { qualifier: '30', id: 'THEM' },
    applicationSender: 'USAPP',
    applicationReceiver: 'THEMAPP',
    interchangeControlNo: 7,
    groupControlNo: 7,
    date: '20260110',
    time: '1200',
    usage: 'P',
    acknowledgmentRequested: true,
    newlines: true,
  });
});

test('a header names the billing company, with the contacts that it has, and the partner', () => {
  expect(headerOf(partner, plan, '000000007-0001')).toEqual({
    purpose: '00',
    batchId: '000000007-0001',
    date: '20260110',
    time: '1200',
    type: 'CH',
    submitter: {
      name: 'BILLING',
      entityType: '2',
      etin: 'ETIN1',
      contacts: [{ phone: '5555550100', email: 'a@example.com' }],
    },
    receiver: { name: 'CLEARINGHOUSE', etin: 'ETIN2' },
  });
});

test('the version is the adopted one', () => {
  expect(P837_VERSION).toBe('005010X222A1');
});
