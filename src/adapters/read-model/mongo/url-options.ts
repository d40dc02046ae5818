import type { OptionForm } from '../../../ports/store-url.js';
import { anyText, oneOf, positive, truth, wholeNumber } from '../../../ports/store-url.js';

const compressors: OptionForm = {
  pattern: /^(none|zlib)(,(none|zlib))*$/,
  mustBe: { zh: '须为 zlib 或 none', en: 'must be zlib or none' },
};

/**
 * What may be set of the options of MongoDB's connection strings, and how. Reads and writes are the program's own affair:
 * an option of the URL would take the place of what it asks for, and a read that a majority does not have, or a write that
 * is not on disk, could be taken back.
 */
export const allowedOptions: Readonly<Record<string, OptionForm>> = {
  replicaSet: anyText,
  directConnection: truth,
  loadBalanced: truth,
  tls: truth,
  ssl: truth,
  tlsCAFile: anyText,
  tlsCRLFile: anyText,
  tlsCertificateKeyFile: anyText,
  tlsCertificateKeyFilePassword: anyText,
  tlsInsecure: truth,
  tlsAllowInvalidCertificates: truth,
  tlsAllowInvalidHostnames: truth,
  authSource: anyText,
  authMechanism: oneOf('SCRAM-SHA-1', 'SCRAM-SHA-256', 'MONGODB-X509', 'PLAIN'),
  appName: anyText,
  compressors,
  zlibCompressionLevel: {
    pattern: /^(-1|\d)$/,
    mustBe: { zh: '须为 -1 到 9 的整数', en: 'must be an integer from -1 to 9' },
  },
  connectTimeoutMS: wholeNumber,
  socketTimeoutMS: wholeNumber,
  serverSelectionTimeoutMS: wholeNumber,
  waitQueueTimeoutMS: wholeNumber,
  heartbeatFrequencyMS: {
    pattern: /^([5-9]\d\d|[1-9]\d{3,8})$/,
    mustBe: { zh: '须为 500 以上的整数（毫秒）', en: 'must be 500 or more milliseconds' },
  },
  localThresholdMS: wholeNumber,
  maxIdleTimeMS: wholeNumber,
  maxPoolSize: wholeNumber,
  minPoolSize: wholeNumber,
  maxConnecting: positive,
  serverMonitoringMode: oneOf('auto', 'poll', 'stream'),
  srvServiceName: anyText,
  srvMaxHosts: wholeNumber,
  retryReads: truth,
  retryWrites: truth,
  readPreference: oneOf('primary'),
  readConcernLevel: oneOf('majority'),
  w: oneOf('majority'),
  journal: oneOf('true'),
};
