import { keepsTheTruth } from '../../contracts/graphql-client.contract.js';
import { graphcacheScreens, urqlScreens } from '../../support/clients/urql-screen.js';

keepsTheTruth('urql', urqlScreens);
keepsTheTruth('urql with graphcache', (files) => graphcacheScreens(files, false));
keepsTheTruth('urql with graphcache that knows the schema', (files) => graphcacheScreens(files, true));
