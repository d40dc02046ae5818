import { keepsTheTruth } from '../../contracts/graphql-client.contract.js';
import { apolloScreens } from '../../support/clients/apollo-screen.js';

keepsTheTruth('Apollo Client', apolloScreens);
