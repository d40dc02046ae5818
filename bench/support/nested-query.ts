const query = /* GraphQL */ `
  query Table($id: ID!) {
    budget(id: $id) {
      id
      name
      fiscalYear
      totals {
        total
        fiscalAppropriation
        specialAccount
        other
      }
      projects(first: 20) {
        nodes {
          id
          ordinal
          name
          goal
          status
          funding {
            total
            fiscalAppropriation
            specialAccount
            other
          }
          indicators {
            id
            ordinal
            level1 {
              code
              name
            }
            level2 {
              code
              name
            }
            name
            cycleTarget {
              text
              comparator
              value
              measure
            }
            annualTarget {
              text
              comparator
              value
              measure
            }
          }
        }
      }
    }
  }
`;

/** The request for a budget's table of 20 projects, each with all its indicators. */
export function nestedQuery(budgetId: string): string {
  return JSON.stringify({ query, variables: { id: budgetId } });
}
