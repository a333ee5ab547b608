import { carcRules, rarcRules } from '../../denial/carc.ts';
import { claimStatusGroups } from '../../denial/claim-status.ts';

/**
 * What codes mean, in our own words (domain.md sections 3 to 5 and public code lists). Procedures and diagnoses
 * have no names here: their descriptions belong to others, or to files that a user loads.
 */

type Names = ReadonlyMap<string, string>;

/** `code name|code name`. */
const names = (list: string): Names =>
  new Map(
    list.split('|').map((entry) => {
      const space = entry.indexOf(' ');
      return [entry.slice(0, space), entry.slice(space + 1)] as const;
    }),
  );

const LISTS = {
  party: names(
    [
      '13 contracted service provider|1I preferred provider organization|1P provider',
      '2B third-party administrator|36 employer|40 receiver',
      '41 submitter|45 drop-off place|70 corrected insured|71 attending provider|72 operating provider',
      '73 other provider|74 corrected patient or insured|77 service place|82 rendering provider',
      '85 billing provider|87 pay-to provider|03 dependent|80 hospital|DD assistant surgeon',
      'DK ordering provider|DN referring provider|DQ supervising provider|FA facility|GB other insured',
      'GP gateway|IL subscriber|LR legal representative|P3 primary care provider',
      'P4 earlier insurance company|P5 plan sponsor|PE payee|PR payer|PRP primary payer',
      'PW pick-up place|QB purchased service provider|QC patient|QD responsible person|S1 parent',
      'SEP secondary payer|TT crossover payer|TTP tertiary payer|AY clearinghouse|VN vendor',
      'X3 utilization management organization|ZZ other operating provider',
      'I3 independent physicians association|IN insurer|OC origin carrier',
      'VY organization completing a change|Y2 managed care organization',
    ].join('|'),
  ),
  entity: names('1 person|2 organization'),
  idKind: names(
    [
      '24 employer id|34 SSN|46 submitter id|FI tax id|II unique health id|MI member id|N NAIC plan id',
      'NI NAIC id|PI payer id|PP pharmacy id|SV service provider no.|XV plan id|XX NPI|ZZ agreed id',
      'A5 EFT account|BD Blue Cross provider no.|BS Blue Shield provider no.|MC Medicaid provider no.',
      'PC provider commercial no.|EQ insurance company id',
    ].join('|'),
  ),
  reference: names(
    [
      '0B license no.|0F subscriber no.|0K policy form|18 plan no.|1A Blue Cross provider no.',
      '1B Blue Shield provider no.|1C Medicare provider no.|1D Medicaid provider no.|1G UPIN',
      '1H CHAMPUS no.|1J facility id|1K payer claim no.|1L group or policy no.',
      '1S ambulatory patient group|1W member id|23 client no.|28 employee no.|2U payer id',
      '38 master policy no.|3H case no.|4A PIN|49 family unit no.|4N authorization exception',
      '6P group no.|6R line no.|9A repriced claim no.|9B repriced line no.',
      '9C adjusted repriced claim no.|9D adjusted repriced line no.|9F referral no.|ABB personal id',
      'AB coupon no.|APC ambulatory payment class|BB authorization no.|BLT type of bill',
      'BT immunization batch|CE class of contract|CT contract no.|D3 pharmacy no.',
      'D9 clearinghouse trace no.|E9 attachment code|EA medical record no.|EI tax id',
      'EJ patient account no.|EL electronic plan no.|EO submitter id|EV receiver id',
      'EW mammography certificate|F2 version|F4 facility certificate|F5 Medicare version code',
      'F6 Medicare no.|F8 original claim no.|FJ line no.|FY claim office no.|G1 prior authorization no.',
      'G2 provider commercial no.|G3 predetermination no.|G4 peer review approval',
      'HI health industry no.|HJ identity card no.|HPI NPI|IG insurance policy no.|IF issue no.',
      'JD user id|LU location no.|LX qualified products list|M7 medical assistance category',
      'MRC eligibility category|N5 plan network id|N6 plan network no.|N7 facility network no.',
      'NF NAIC no.|NQ Medicaid recipient no.|P4 project code|PQ payee no.|PXC taxonomy|Q4 earlier id',
      'RB rate code|SY SSN|T4 signal code|TJ tax id|TPO technical note|VY link sequence no.|X4 CLIA no.',
      'XZ prescription no.|Y4 property and casualty claim no.',
    ].join('|'),
  ),
  date: names(
    [
      '007 effective|009 processed|011 shipped|036 coverage expired|050 received|090 assumed care',
      '091 gave up care|096 discharge|102 issued|150 service from|151 service to|152 settlement',
      '193 period from|194 period to|196 treatment started|198 treatment completed|232 statement from',
      '233 statement to|290 coordination of benefits|291 plan|292 benefit|295 primary care provider',
      '296 return to work|297 last worked|300 enrollment signed|303 maintenance effective|304 last seen',
      '307 eligibility|314 disability|318 added|336 employment from|337 employment to|338 Medicare from',
      '339 Medicare to|340 COBRA from|341 COBRA to|346 plan from|347 plan to|348 benefit from',
      '349 benefit to|356 eligible from|357 eligible to|360 disability from|361 disability to',
      '382 enrollment|383 last of enrollment|405 production|431 onset|434 statement|435 admission',
      '439 accident|441 prior placement|442 date of death|444 first contact|446 replacement',
      '452 appliance placed|453 acute manifestation|454 first treatment|455 last X-ray|456 surgery',
      '461 last certified|463 therapy began|471 prescription|472 service|484 last menstrual period',
      '539 policy from|540 policy to|573 payer decided|607 recertified|636 last updated',
      '738 hemoglobin test|739 creatinine test|771 status|866 examination|AAH event',
    ].join('|'),
  ),
  amount: names(
    [
      'A8 non-covered|AU covered|B6 allowed|B9 copay|C1 copay|D paid|D2 deductible|D8 discount',
      'DY per day|EAF left to the patient|F2 patient responsible|F3 patient due|F4 postage',
      'F5 patient paid|GT goods and services tax|I interest|KH late filing reduction',
      'N8 miscellaneous tax|NL negative ledger balance|R spend-down|T tax|T2 before taxes|T3 submitted',
      'YU accepted|YY rejected|ZK federal payment 1|ZL federal payment 2|ZM federal payment 3',
      'ZN federal payment 4|ZO federal payment 5|P3 premium',
    ].join('|'),
  ),
  quantity: names(
    [
      '90 acknowledged|AA unacknowledged|CA covered days|CD coinsured days|DY days|FL units|HS hours',
      'LA lifetime reserve days|LE covered lifetime reserve days|MN months|NE non-covered days',
      'NR not replaced blood units|OU outlier days|P6 hours and minutes|PS prescription|PT patients',
      'QA accepted|QC rejected|S7 age, high|S8 age, low|VP visits left|VS visits|YY years',
      'ZK federal quantity 1|ZL federal quantity 2|ZM federal quantity 3|ZN federal quantity 4',
      'ZO federal quantity 5',
    ].join('|'),
  ),
  group: names(
    [
      'CO contractual obligation|CR correction or reversal|OA other adjustment',
      'PI payer-initiated reduction|PR patient responsibility',
    ].join('|'),
  ),
  claimResult: names(
    [
      '1 processed as primary|2 processed as secondary|3 processed as tertiary|4 denied|5 pended',
      '10 received, not in process|13 suspended|15 suspended, investigation',
      '16 suspended, return with material|17 suspended, review organization|19 primary, forwarded',
      '20 secondary, forwarded|21 tertiary, forwarded|22 reversal of an earlier payment',
      '23 not our claim, forwarded|25 predetermination|27 reviewed',
    ].join('|'),
  ),
  filing: names(
    [
      '11 other non-federal program|12 PPO|13 POS plan|14 EPO|15 indemnity insurance',
      '16 HMO Medicare risk|17 dental maintenance organization|AM automobile medical',
      'BL Blue Cross Blue Shield|CH Champus|CI commercial insurance|DS disability|FI federal employees',
      'HM HMO|LM liability medical|MA Medicare part A|MB Medicare part B|MC Medicaid',
      'OF other federal program|TV Title V|VA Veterans Affairs|WC workers compensation',
      'ZZ mutually defined',
    ].join('|'),
  ),
  payerOrder: names(
    [
      'A fourth|B fifth|C sixth|D seventh|E eighth|F ninth|G tenth|H eleventh|P primary|S secondary',
      'T tertiary|U unknown',
    ].join('|'),
  ),
  relation: names(
    [
      '01 spouse|04 grandparent|05 grandchild|07 niece or nephew|10 foster child|15 ward|17 stepchild',
      '18 self|19 child|20 employee|21 unknown|22 handicapped dependent|23 sponsored dependent',
      '24 dependent of a minor|29 significant other|32 mother|33 father|34 other adult',
      '36 emancipated minor|39 organ donor|40 cadaver donor|41 injured plaintiff',
      '43 child, insured not responsible|53 life partner|G8 other',
    ].join('|'),
  ),
  level: names(
    [
      '19 provider of service|20 information source|21 information receiver|22 subscriber|23 dependent',
      'PT patient|EV event|SS services',
    ].join('|'),
  ),
  place: names(
    [
      '01 pharmacy|02 telehealth outside home|03 school|04 homeless shelter',
      '05 Indian Health, free-standing|06 Indian Health, provider-based|07 tribal, free-standing',
      '08 tribal, provider-based|09 prison|10 telehealth at home|11 office|12 home|13 assisted living',
      '14 group home|15 mobile unit|16 temporary lodging|17 walk-in retail clinic',
      '18 place of employment|19 off-campus outpatient hospital|20 urgent care|21 inpatient hospital',
      '22 on-campus outpatient hospital|23 emergency room|24 ambulatory surgical center',
      '25 birthing center|26 military treatment facility|27 outreach, street',
      '31 skilled nursing facility|32 nursing facility|33 custodial care|34 hospice|41 ambulance, land',
      '42 ambulance, air or water|49 independent clinic|50 federally qualified health center',
      '51 inpatient psychiatric|52 psychiatric, partial stay|53 community mental health center',
      '54 intermediate care, intellectual disability|55 residential substance abuse',
      '56 residential psychiatric|57 non-residential substance abuse|58 opioid treatment',
      '60 mass immunization|61 inpatient rehabilitation|62 outpatient rehabilitation|65 dialysis center',
      '66 PACE center|71 public health clinic|72 rural health clinic|81 independent laboratory',
      '99 other place',
    ].join('|'),
  ),
  frequency: names(
    [
      '1 original|2 interim, first|3 interim, continuing|4 interim, last|5 late charge|6 correction',
      '7 replacement|8 void|9 final, home health',
    ].join('|'),
  ),
  codeSet: names('A uniform bill type|B place of service'),
  yes: names('N no|U unknown|W not applicable|Y yes'),
  purpose: names(
    [
      '00 original|01 cancellation|02 add|06 confirmation|08 status|10 not found|11 response|13 request',
      '15 resubmission|18 reissue|22 information copy|36 reversal',
    ].join('|'),
  ),
  batch: names(
    [
      '31 subrogation demand|CH chargeable|RP reporting|TH receipt acknowledgment|DG response',
      'RQ request|RT spend-down|RU medical services reservation|NO notice',
    ].join('|'),
  ),
  handling: names(
    [
      'C payment with remittance|D payment only|H notification only|I remittance information only',
      'P prenotification|U split payment and remittance|X payment or remittance apart',
    ].join('|'),
  ),
  method: names('ACH automated clearing house|BOP payer chooses|CHK check|FWT wire transfer|NON no payment'),
  sign: names('C credit|D debit'),
  ta1: names('A accepted|E accepted with errors|R rejected'),
  ta1Note: names(
    [
      '000 no error|001 control numbers differ|002 standard not supported|003 version not supported',
      '004 segment terminator|005 sender qualifier|006 sender id|007 receiver qualifier|008 receiver id',
      '009 unknown receiver|010 authorization qualifier|011 authorization|012 security qualifier',
      '013 security|014 date|015 time|016 standard|017 version id|018 control number',
      '019 acknowledgment indicator|020 usage indicator|021 number of groups|022 control structure',
      '023 file ends early|024 content|025 duplicate control number|026 element separator',
      '027 component separator',
    ].join('|'),
  ),
  verdict: names(
    [
      'A accepted|E accepted with errors|M rejected, authentication|P partly accepted|R rejected',
      'W rejected, security|X rejected, decryption',
    ].join('|'),
  ),
  segmentError: names(
    [
      '1 unknown segment|2 unexpected segment|3 required segment missing|4 loop too often',
      '5 segment too often|6 not in this set|7 out of sequence|8 has element errors|I4 not used',
      'I6 situational segment missing|I7 loop too rare|I8 segment too rare',
      'I9 sent without its condition',
    ].join('|'),
  ),
  elementError: names(
    [
      '1 required element missing|2 conditional element missing|3 too many elements|4 too short',
      '5 too long|6 bad character|7 bad code|8 bad date|9 bad time|10 exclusion broken',
      '12 too many repetitions|13 too many components|I6 code not allowed by guide',
      'I9 situational element missing|I10 not used|I11 too few repetitions|I12 pattern not met',
      'I13 sent without its condition',
    ].join('|'),
  ),
  setError: names(
    [
      '1 set not supported|2 trailer missing|3 control numbers differ|4 segment count wrong',
      '5 segments in error|6 bad set id|7 bad control number|18 set not in group|19 bad guide version',
      '23 control number repeated|I5 guide errors|I6 guide not supported',
    ].join('|'),
  ),
  groupError: names(
    [
      '1 group not supported|2 version not supported|3 trailer missing|4 control numbers differ',
      '5 set count wrong|6 bad control number|19 control number repeated',
    ].join('|'),
  ),
  category: names(
    [
      'A0 forwarded|A1 received|A2 accepted for adjudication|A3 returned as unprocessable|A4 not found',
      'A5 split|A6 rejected: missing information|A7 rejected: invalid information',
      'A8 rejected: fields contradict each other|P0 pending|P1 in process|P2 in review',
      'P3 provider information requested|P4 patient information requested|P5 payer hold|F0 finalized',
      'F1 paid|F2 denied|F3 revised|F3F forwarded|F3N revised, not forwarded|F4 complete, no payment',
      'F5 cannot be processed|R0 request|R1 request for entity|R3 request for claim or line',
      'R4 request for documentation|RQ request|D0 search without result|E0 error in the request',
      'E1 payer system down|E2 payer does not answer|E3 request contradicts itself',
      'E4 trading partner rule broken',
    ].join('|'),
  ),
  action: names('1 void|15 correct and resubmit|2 change|F final|NA no action required|U reject|WQ accept'),
  benefit: names(
    [
      '1 active coverage|2 active, full risk capitation|3 active, capitated services',
      '4 active, primary care capitated|5 active, pending investigation|6 inactive',
      '7 inactive, pending eligibility update|8 inactive, pending investigation|A coinsurance|B copay',
      'C deductible|CB coverage basis|D benefit description|E exclusion|F limitation',
      'G out-of-pocket maximum|H unlimited|I not covered|J cost containment|K reserve',
      'L primary care provider|M pre-existing condition|MC managed care coordinator',
      'N services restricted to a provider|O not a medical necessity|P disclaimer',
      'Q second opinion required|R other payer|S prior year history|T card lost or stolen',
      'U contact this entity|V cannot process|W other source of data|X health facility|Y spend-down',
    ].join('|'),
  ),
  coverageLevel: names(
    [
      'CHD children|DEP dependents|ECH employee and children|EMP employee|ESP employee and spouse',
      'FAM family|IND individual|SPC spouse and children|SPO spouse',
    ].join('|'),
  ),
  period: names(
    [
      '6 hour|7 day|13 24 hours|21 years|22 service year|23 calendar year|24 year to date|25 contract',
      '26 episode|27 visit|28 outlier|29 remaining|30 exceeded|31 not exceeded|32 lifetime',
      '33 lifetime remaining|34 month|35 week|36 admission',
    ].join('|'),
  ),
  network: names('N out of network|U unknown|W in or out of network|Y in network'),
  service: names(
    [
      '1 medical care|2 surgery|3 consultation|4 diagnostic X-ray|5 diagnostic lab|6 radiation therapy',
      '7 anesthesia|8 surgical assistance|12 durable equipment, purchase|13 ambulatory surgery',
      '14 renal supplies|18 durable equipment, rental|20 second opinion|23 diagnostic dental',
      '24 periodontics|25 restorative dental|26 endodontics|27 maxillofacial prosthetics',
      '28 adjunctive dental|30 health plan coverage|33 chiropractic|35 dental care|36 dental crowns',
      '37 dental accident|38 orthodontics|39 prosthodontics|40 oral surgery|41 preventive dental',
      '42 home health|45 hospice|47 hospital|48 hospital, inpatient|50 hospital, outpatient',
      '51 hospital, accident|52 hospital, emergency|53 hospital, ambulatory surgery|54 long-term care',
      '56 transportation|60 general benefits|61 in-vitro fertilization|62 MRI or CT|65 newborn care',
      '67 smoking cessation|68 well baby care|69 maternity|70 transplants|73 diagnostic medical',
      '76 dialysis|78 chemotherapy|80 immunizations|81 routine physical|82 family planning',
      '86 emergency services|88 pharmacy|89 prescription drugs, free-standing|90 mail order drugs',
      '91 brand drugs|92 generic drugs|93 podiatry|96 professional physician visit|98 office visit',
      '99 inpatient visit|A0 outpatient visit|A3 visit at home|A4 psychiatric',
      'A5 psychiatric, room and board|A6 psychotherapy|A7 psychiatric, inpatient',
      'A8 psychiatric, outpatient|A9 rehabilitation|AD occupational therapy|AE physical medicine',
      'AF speech therapy|AG skilled nursing|AI substance abuse|AL vision|BG cardiac rehabilitation',
      'BH pediatric|BT gynecological|BU obstetrical|BV obstetrical and gynecological',
      'BY office visit, sick|BZ office visit, well|CE mental health, provider, inpatient',
      'CF mental health, provider, outpatient|DM durable equipment|MH mental health|PT physical therapy',
      'UC urgent care',
    ].join('|'),
  ),
  inquiryRejected: names(
    [
      '04 authorized quantity exceeded|15 required data missing|33 input errors|35 out of network',
      '41 access restricted|42 payer cannot respond now|43 provider id wrong or missing',
      '44 provider name wrong or missing|45 provider specialty wrong or missing',
      '46 provider phone wrong or missing|47 provider state wrong or missing',
      '48 referring provider id wrong or missing|49 provider is not primary care',
      '50 provider may not inquire|51 provider not on file',
      '52 service date not within plan enrollment of provider|53 inquired benefit not matched',
      '54 inappropriate product|55 inappropriate quantity|56 inappropriate date',
      '57 service date wrong or missing|58 birth date wrong or missing|60 birth date after service',
      '61 death before service|62 service date out of the range|63 service date in the future',
      '64 patient id wrong or missing|65 patient name wrong or missing|66 patient sex wrong or missing',
      '67 patient not found|68 patient id duplicated|69 patient age does not fit',
      '70 patient sex does not fit|71 birth date does not match|72 subscriber id wrong or missing',
      '73 subscriber name wrong or missing|74 subscriber sex wrong or missing|75 subscriber not found',
      '76 subscriber id duplicated|77 subscriber found, patient not|78 not in the named group or plan',
      '79 participant id wrong|80 no response from payer|97 provider address wrong or missing',
      '98 experimental service|T4 payer name or id missing',
    ].join('|'),
  ),
  followUp: names(
    [
      'C correct and resend|N do not resend|P resend original|R may resend',
      'S do not resend, already sent|W wait 30 days|X wait 10 days|Y do not resend, being handled',
    ].join('|'),
  ),
  providerAdjustment: names(
    [
      '50 late charge|51 interest penalty|72 authorized return|90 early payment allowance',
      'AH origination fee|AM applied to account|AP acceleration of benefits|B2 rebate',
      'B3 recovery allowance|BD bad debt|BN bonus|C5 temporary allowance|CR capitation interest',
      'CS adjustment|CT capitation payment|CV capital pass-through|CW nurse anesthetist pass-through',
      'DM medical education pass-through|E3 withholding|FB forward balance|FC fund allocation',
      'GO graduate education pass-through|HM hemophilia supplement|IP incentive premium',
      'IR IRS withholding|IS interim settlement|J1 not reimbursable|L3 penalty|L6 interest|LE levy',
      'LS lump sum|OA organ acquisition pass-through|OB offset for affiliates',
      'PI periodic interim payment|PL final payment|RA retroactive adjustment|RE return on equity',
      'SL student loan|TL third-party liability|WO overpayment recovery|WU unspecified recovery',
      'ZZ mutually defined',
    ].join('|'),
  ),
  healthCode: names(
    [
      'ABF diagnosis|ABJ admitting diagnosis|ABK principal diagnosis|ABN external cause',
      'APR reason for visit|BBQ other procedure|BBR principal procedure|BE value|BF diagnosis, ICD-9',
      'BG condition|BH occurrence|BI occurrence span|BJ admitting diagnosis, ICD-9',
      'BK principal diagnosis, ICD-9|BN external cause, ICD-9|BO anesthesia procedure',
      'BP principal anesthesia procedure|BQ other procedure, ICD-9|BR principal procedure, ICD-9|DR DRG',
      'PR reason for visit, ICD-9|TC treatment',
    ].join('|'),
  ),
  sex: names('F female|M male|U unknown'),
  contact: names(
    [
      'BN beeper|CP mobile phone|EM e-mail|EX extension|FX fax|HP home phone|TE phone|UR web site',
      'WP work phone',
    ].join('|'),
  ),
  contactKind: names(
    [
      'BL technical contact|CX payer claim office|EA EDI coordinator|IC information contact',
      'IP insured person|QP quality management',
    ].join('|'),
  ),
  function: names(
    [
      'BE enrollment|FA acknowledgment|HB eligibility response|HC claims|HI authorization',
      'HN claim status|HP remittance|HR status inquiry|HS eligibility inquiry|PI attachments',
      'RA premium payment|AG application advice',
    ].join('|'),
  ),
  unit: names(
    [
      'DA days|F2 international units|GR grams|LB pounds|DH miles|ME milligrams|MJ minutes',
      'ML milliliters|MO months|UN units|WK weeks',
    ].join('|'),
  ),
  assignment: names('A assigned|B lab services only|C not assigned|P patient refuses'),
  release: names('I informed consent|Y signed|N no'),
  providerRole: names(
    [
      'AD admitting|AS assistant surgeon|AT attending|BI billing|H hospital|HH home health|OP operating',
      'OR ordering|OT other|P1 pharmacist|P2 pharmacy|PC primary care|PE performing|PT pay-to',
      'R rural health clinic|RF referring|RP responsible|SB submitting|SK skilled nursing',
      'SU supervising',
    ].join('|'),
  ),
  attachment: names(
    [
      'AA available on request|AB previously sent|BM by mail|EL electronic|EM by e-mail',
      'FT file transfer|FX by fax',
    ].join('|'),
  ),
  list: names('AS form|HE remark code|RX pharmacy reject code|UT DME form|0 document'),
  note: names(
    'ADD additional information|CER certification|DCP goals|DGN diagnosis|PMT payment|TPO repricer',
  ),
  memberAction: names(
    '001 change|002 delete|021 addition|024 termination|025 reinstatement|030 audit or compare',
  ),
  coverageLine: names(
    [
      'DEN dental|EPO EPO|HLT health|HMO HMO|MM major medical|PDG prescription drug|POS POS|PPO PPO',
      'VIS vision',
    ].join('|'),
  ),
  trace: names('1 this transaction|2 referenced transaction'),
  assigns: names('N benefits not assigned|W not applicable|Y benefits assigned'),
  insurance: names(
    [
      '12 working aged|13 end-stage renal disease|14 no-fault insurance primary',
      '15 workers compensation primary|16 public health service primary|41 black lung',
      '42 Veterans Affairs primary|43 disabled, large group plan|47 liability insurance primary',
      'AP automobile insurance|C1 commercial|CO COBRA|CP Medicare conditionally primary|D disability',
      'DB disability benefits|EP EPO|FF family or friends|GP group policy|HM HMO|HN HMO Medicare risk',
      'HS low income Medicare beneficiary|IN indemnity|IP individual policy|LC long-term care',
      'LD long-term policy|LI life insurance|LT litigation|MA Medicare part A|MB Medicare part B',
      'MC Medicaid|MH Medigap part A|MI Medigap part B|MP Medicare primary|OT other',
      'PE property insurance, personal|PL personal|PP personal payment|PR PPO|PS POS plan',
      'QM qualified Medicare beneficiary|RP property insurance, real|SP supplemental policy|TF TEFRA',
      'WC workers compensation|WU wrap-up policy',
    ].join('|'),
  ),
  carc: new Map(carcRules.map(({ carc, means }) => [carc, means])),
  rarc: new Map(rarcRules.map(({ rarc, means }) => [rarc, means])),
  claimStatus: new Map(claimStatusGroups.flatMap(({ codes, means }) => codes.map((code) => [code, means]))),
} satisfies Readonly<Record<string, Names>>;

/** Which list an element's codes are of: by element, or element and component. */
const BY_PLACE: Readonly<Record<string, keyof typeof LISTS>> = {
  AAA01: 'yes',
  AAA03: 'inquiryRejected',
  AAA04: 'followUp',
  AK101: 'function',
  AK304: 'segmentError',
  AK403: 'elementError',
  AK501: 'verdict',
  AK502: 'setError',
  AK901: 'verdict',
  AK905: 'groupError',
  AMT01: 'amount',
  BGN01: 'purpose',
  BHT02: 'purpose',
  BHT06: 'batch',
  BPR01: 'handling',
  BPR03: 'sign',
  BPR04: 'method',
  CAS01: 'group',
  'CLM05-1': 'place',
  'CLM05-2': 'codeSet',
  'CLM05-3': 'frequency',
  CLM06: 'yes',
  CLM07: 'assignment',
  CLM08: 'assigns',
  CLM09: 'release',
  CLP02: 'claimResult',
  CLP06: 'filing',
  CLP09: 'frequency',
  COB01: 'payerOrder',
  CR101: 'unit',
  CR105: 'unit',
  'CTP05-1': 'unit',
  DMG03: 'sex',
  DTM01: 'date',
  DTP01: 'date',
  EB01: 'benefit',
  EB02: 'coverageLevel',
  EB03: 'service',
  EB06: 'period',
  EB09: 'quantity',
  EB12: 'network',
  EQ01: 'service',
  GS01: 'function',
  HD01: 'memberAction',
  HD03: 'coverageLine',
  'HI01-1': 'healthCode',
  HL03: 'level',
  HSD01: 'quantity',
  IK304: 'segmentError',
  IK403: 'elementError',
  IK501: 'verdict',
  IK502: 'setError',
  INS01: 'yes',
  INS02: 'relation',
  INS03: 'memberAction',
  LQ01: 'list',
  N101: 'party',
  N103: 'idKind',
  NM101: 'party',
  NM102: 'entity',
  NM108: 'idKind',
  NTE01: 'note',
  OI03: 'yes',
  OI06: 'release',
  PAT01: 'relation',
  PER01: 'contactKind',
  PER03: 'contact',
  'PLB03-1': 'providerAdjustment',
  PRV01: 'providerRole',
  PWK02: 'attachment',
  QTY01: 'quantity',
  'RDM04-1': 'reference',
  REF01: 'reference',
  'REF04-1': 'reference',
  'REF04-3': 'reference',
  SBR01: 'payerOrder',
  SBR02: 'relation',
  SBR09: 'filing',
  'STC01-1': 'category',
  'STC01-3': 'party',
  STC03: 'action',
  'STC10-1': 'category',
  'STC10-3': 'party',
  'STC11-1': 'category',
  'STC11-3': 'party',
  SV103: 'unit',
  SV105: 'place',
  SV204: 'unit',
  SV303: 'place',
  SV502: 'unit',
  TA104: 'ta1',
  TA105: 'ta1Note',
  TRN01: 'trace',
  EB04: 'insurance',
  SBR05: 'insurance',
  CAS02: 'carc',
  LQ02: 'rarc',
  MOA03: 'rarc',
  'STC01-2': 'claimStatus',
  'STC10-2': 'claimStatus',
  'STC11-2': 'claimStatus',
};

/** Elements that hold what an earlier one of their segment holds: the later triplets of a CAS, and the like. */
const SAME_AS: ReadonlyMap<string, string> = new Map([
  ...[5, 8, 11, 14, 17].map((n) => [`CAS${String(n).padStart(2, '0')}`, 'CAS02'] as const),
  ...[5, 7, 9, 11, 13].map((n) => [`PLB${String(n).padStart(2, '0')}-1`, 'PLB03-1'] as const),
  ...Array.from({ length: 11 }, (_, i) => [`HI${String(i + 2).padStart(2, '0')}-1`, 'HI01-1'] as const),
  ...['PER05', 'PER07'].map((place) => [place, 'PER03'] as const),
  ...['MOA04', 'MOA05', 'MOA06', 'MOA07', 'MIA05', 'MIA20', 'MIA21', 'MIA22', 'MIA23'].map(
    (place) => [place, 'MOA03'] as const,
  ),
  ...['IK503', 'IK504', 'IK505', 'IK506'].map((place) => [place, 'IK502'] as const),
  ...['AK906', 'AK907', 'AK908', 'AK909'].map((place) => [place, 'AK905'] as const),
]);

/**
 * What a code means, in our own words.
 *
 * @param place element, and component where it has some: `CLP02`, `CLM05-1`
 * @returns undefined where we have no name for it
 */
export function nameOfCode(place: string, code: string): string | undefined {
  const list = BY_PLACE[SAME_AS.get(place) ?? place];
  if (list === undefined) return undefined;
  const found: Names = LISTS[list];
  return found.get(code) ?? found.get(code.replace(/^0+(?=.)/, ''));
}
