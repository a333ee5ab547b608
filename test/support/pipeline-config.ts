/** The practice's NPI in every scenario. */
export const CLINIC_NPI = '1999999992';

const connection = {
  transport: 'bucket-drop',
  usage: 'T',
  sender: { qualifier: 'ZZ', id: 'SUBMITTER01' },
  applicationSender: 'SUBMITTER01',
  submitter: {
    name: 'RIVERBEND BILLING',
    etin: 'SUBMITTER01',
    contactName: 'PAT JONES',
    phone: '5555550100',
  },
};

const partner = (id: string, receiver: string) => ({
  ...connection,
  id,
  name: id,
  sandbox: false,
  receiver: { qualifier: 'ZZ', id: receiver },
  applicationReceiver: receiver,
  receiverName: 'CLEARHOUSE ONE',
  receiverEtin: receiver,
});

/**
 * What the tests run with: a clearinghouse that answers only what a test puts there by hand, the same with three
 * claims to a transaction set, and the sandbox payer.
 */
export const pipelineConfig = {
  clients: [
    {
      id: 'riverbend',
      code: 'RVB',
      name: 'Riverbend Family Clinic',
      partner: 'clearinghouse',
      submission: 'immediately',
      billingNpis: [CLINIC_NPI],
    },
    {
      id: 'hillside',
      code: 'HSD',
      name: 'Hillside Pediatrics',
      partner: 'small-sets',
      submission: 'immediately',
      billingNpis: [CLINIC_NPI],
    },
    {
      id: 'playground',
      code: 'PLG',
      name: 'Playground Clinic',
      partner: 'sandbox',
      submission: 'immediately',
      // Those of the invented practices.
      billingNpis: [CLINIC_NPI, '1222222220', '1111111112'],
    },
  ],
  partners: [
    partner('clearinghouse', 'CLEARHOUSE01'),
    { ...partner('small-sets', 'CLEARHOUSE02'), claimsPerSet: 3 },
    {
      ...partner('sandbox', 'SANDBOX'),
      sandbox: true,
      sandboxSeed: 'tests',
      sandboxScenario: 'mixed',
    },
  ],
  payers: [{ id: '*' }],
};
