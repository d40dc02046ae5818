/** Where a read model is: the server as its driver understands it, and the database in it that is the ledger's. */
export interface MongoPlace {
  /** As it was given, the password in it. Never shown: `shownPlace` is. */
  url: string;
  database: string;
}

const form = /^(mongodb(?:\+srv)?):\/\/(?:[^@/]*@)?([^@/?#\s]+)(?:\/([^/?#\s.$"\\]*))?(?:\?[^#\s]*)?$/;

/** @returns null: it is no URL of MongoDB */
export function readMongoUrl(url: string): (MongoPlace & { scheme: 'mongodb' | 'mongodb+srv' }) | null {
  const [, scheme, hosts, database = ''] = form.exec(url) ?? [];
  if (scheme === undefined || hosts === undefined) return null;
  return {
    scheme: scheme as 'mongodb' | 'mongodb+srv',
    url,
    database: database === '' ? 'budget_ledger' : decodeURIComponent(database),
  };
}

/** For messages, logs and reports: hosts and database, no name, no password, no option. */
export function shownPlace({ url, database }: MongoPlace): string {
  const [, scheme = 'mongodb', hosts = ''] = form.exec(url) ?? [];
  return `${scheme}://${hosts}/${database}`;
}
