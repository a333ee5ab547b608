/** What `Ref` and `Fn::GetAtt` give for a resource: its physical name and its ARN, by resource type. */

/** What the pseudo parameters stand for. `sqsEndpoint` is where queue URLs lead. */
export interface Pseudo {
  readonly region: string;
  readonly account: string;
  readonly sqsEndpoint: string;
}

export interface Identity {
  /** The physical name. */
  readonly name: string;
  readonly ref: string;
  readonly attribute: (name: string) => string;
}

interface Subject {
  readonly type: string;
  readonly stackName: string;
  readonly logicalId: string;
  /** The value of a naming property, where the template gives one. */
  readonly named: (property: string) => string | undefined;
  readonly pseudo: Pseudo;
}

/** The arn of a regional resource. */
export const arnOf = (service: string, resource: string, { region, account }: Pseudo): string =>
  `arn:aws:${service}:${region}:${account}:${resource}`;

export function identify(subject: Subject): Identity {
  const { type, stackName, logicalId, named, pseudo } = subject;
  const generated = `${stackName}-${logicalId}`;
  switch (type) {
    case 'AWS::S3::Bucket': {
      const name = named('BucketName') ?? generated.toLowerCase();
      return identity(subject, { name, ref: name, attributes: { Arn: `arn:aws:s3:::${name}` } });
    }
    case 'AWS::DynamoDB::Table': {
      const name = named('TableName') ?? generated;
      return identity(subject, {
        name,
        ref: name,
        attributes: { Arn: arnOf('dynamodb', `table/${name}`, pseudo) },
      });
    }
    case 'AWS::SQS::Queue': {
      const name = named('QueueName') ?? generated;
      const url = `${pseudo.sqsEndpoint}/${pseudo.account}/${name}`;
      return identity(subject, {
        name,
        ref: url,
        attributes: { Arn: arnOf('sqs', name, pseudo), QueueName: name, QueueUrl: url },
      });
    }
    case 'AWS::Lambda::Function': {
      const name = named('FunctionName') ?? generated;
      return identity(subject, {
        name,
        ref: name,
        attributes: { Arn: arnOf('lambda', `function:${name}`, pseudo) },
      });
    }
    case 'AWS::StepFunctions::StateMachine': {
      const name = named('StateMachineName') ?? generated;
      const arn = arnOf('states', `stateMachine:${name}`, pseudo);
      return identity(subject, { name, ref: arn, attributes: { Arn: arn, Name: name } });
    }
    case 'AWS::Events::Rule': {
      const name = named('Name') ?? generated;
      return identity(subject, {
        name,
        ref: name,
        attributes: { Arn: arnOf('events', `rule/${name}`, pseudo) },
      });
    }
    default:
      // Roles, keys, alarms: nothing here reads them, but others may name them.
      return {
        name: generated,
        ref: generated,
        attribute: (name) => arnOf('embedded', `${generated}/${name}`, pseudo),
      };
  }
}

interface Given {
  readonly name: string;
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
}

function identity({ type, logicalId }: Subject, { name, ref, attributes }: Given): Identity {
  return {
    name,
    ref,
    attribute: (wanted) => {
      const value = attributes[wanted];
      if (value === undefined)
        throw new Error(`${logicalId}: the embedded AWS gives no ${wanted} of ${type}`);
      return value;
    },
  };
}
