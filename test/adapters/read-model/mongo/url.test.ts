import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MongoClient } from 'mongodb';
import { readMongoUrl, shownPlace } from '../../../../src/adapters/read-model/mongo/url.js';
import { allowedOptions } from '../../../../src/adapters/read-model/mongo/url-options.js';
import { WrongUrl } from '../../../../src/ports/store-url.js';
import { cases } from '../../../support/random/cases.js';

describe('a URL of MongoDB', () => {
  it.each([
    ['mongodb://127.0.0.1', 'mongodb', 'budget_ledger', 'mongodb://127.0.0.1/budget_ledger'],
    ['mongodb://127.0.0.1:27017/', 'mongodb', 'budget_ledger', 'mongodb://127.0.0.1:27017/budget_ledger'],
    ['mongodb://[::1]:27017/', 'mongodb', 'budget_ledger', 'mongodb://[::1]:27017/budget_ledger'],
    ['mongodb://a:1,b:2,c:3/city?replicaSet=rs', 'mongodb', 'city', 'mongodb://a:1,b:2,c:3/city'],
    ['mongodb://officer:p%40ss%2Fword@db:1/city?tls=true', 'mongodb', 'city', 'mongodb://db:1/city'],
    ['mongodb+srv://officer:x@db.example.org/city', 'mongodb+srv', 'city', 'mongodb+srv://db.example.org/city'],
    ['mongodb://db/?tlsCertificateKeyFilePassword=s3cret', 'mongodb', 'budget_ledger', 'mongodb://db/budget_ledger'],
  ])(
    '%s names the ledger’s database, and is shown without name, password and options',
    (url, scheme, database, shown) => {
      const place = readMongoUrl(url);
      expect(place).toEqual({ scheme, url, database });
      expect(place && shownPlace(place)).toBe(shown);
    },
  );

  it.each([
    ['nothing behind its scheme', 'mongodb:', 'cannot be read'],
    ['no host', 'mongodb://', 'no host'],
    ['no host behind the credentials', 'mongodb://u:p@/city', 'no host'],
    ['an empty host in a list', 'mongodb://a,,b/city', 'host number 2'],
    ['a port that is none', 'mongodb://a:99999/city', 'the port of the host a'],
    ['port 0', 'mongodb://a,b:0/city', 'the port of the host b'],
    ['a port at a service', 'mongodb+srv://db.example.org:27017/city', 'no port'],
    ['a user without a name', 'mongodb://:p@a/city', 'no user before the "@"'],
    ['half an escape', 'mongodb://u:%E4%@a/city', 'encoded'],
    ['a password that is not encoded', 'mongodb://u:p@ss@a/city', 'encoded'],
    ['a second colon before its host', 'mongodb://u:p:q@a/city', 'encoded'],
    ['a path of two parts', 'mongodb://a/b/c', 'the name of the database'],
    ['a collection', 'mongodb://a/city.views', 'the name of the database'],
    ['a blank', 'mongodb://a/city%20hall', 'the name of the database'],
    ['an escape that is none', 'mongodb://a/%E4%', 'the name of the database'],
    ['a database of 64 letters', `mongodb://a/${'x'.repeat(64)}`, 'the name of the database'],
    ['the server’s own database', 'mongodb://u:p@a/admin', 'authSource=admin'],
    ['an option that nobody knows', 'mongodb://a/city?replicaset=r&foo=1', 'the option foo cannot be set here'],
    ['an option twice', 'mongodb://a/city?tls=true&TLS=false', 'the option tls is given more than once'],
    ['an option without a value', 'mongodb://a/city?replicaSet=', 'the option replicaSet must have a value'],
    ['a value that is none', 'mongodb://a/city?tls=maybe', 'the option tls must be true or false'],
    ['reads that could be taken back', 'mongodb://a/city?readConcernLevel=local', 'must be majority'],
    ['writes that are not on disk', 'mongodb://a/city?journal=false', 'the option journal must be true'],
    ['writes that one server has alone', 'mongodb://a/city?w=1', 'the option w must be majority'],
  ])('is refused where it has %s, which is named', (_, url, said) => {
    expect(() => readMongoUrl(url)).toThrow(said);
    expect(() => readMongoUrl(url)).toThrow(WrongUrl);
  });

  it.each(['', 'mongo://db/city', 'kurrentdb://db/city'])('is none of another engine: %j', (url) => {
    expect(readMongoUrl(url)).toBeNull();
  });

  it('that is not refused is understood by the driver', () => {
    const values = ['true', 'false', 'zlib', 'majority', 'primary', 'auto', 'PLAIN', 'MONGODB-X509', '500', '2', '0'];
    const option = fc.tuple(fc.constantFrom(...Object.keys(allowedOptions)), fc.constantFrom(...values));
    const urls = fc.record({
      scheme: fc.constantFrom('mongodb', 'mongodb+srv'),
      user: fc.constantFrom('', 'officer@', 'officer:p%40@', ':p@', 'a:b:c@', '@'),
      hosts: fc.constantFrom('db', 'db.example.org', 'a:1,b:65535', '[::1]:27017', '%2Ftmp%2Fm.sock', 'a:65536', ''),
      path: fc.constantFrom('', '/', '/city', '/预算', '/a%2Eb'),
      options: fc.array(option, { maxLength: 4 }),
    });
    let understood = 0;
    fc.assert(
      fc.property(urls, ({ scheme, user, hosts, path, options }) => {
        const url = `${scheme}://${user}${hosts}${path}?${options.map((pair) => pair.join('=')).join('&')}`;
        if (isRefused(url)) return;
        understood += 1;
        expect(() => new MongoClient(url)).not.toThrow();
      }),
      { numRuns: cases(1_000, 200) },
    );
    expect(understood).toBeGreaterThan(0);
  });
});

function isRefused(url: string): boolean {
  try {
    return readMongoUrl(url) === null;
  } catch (error) {
    if (error instanceof WrongUrl) return true;
    throw error;
  }
}
