/** All SQL of disclosure. */
import type { Sql, Tx } from '#infra/sql.ts';
import type { Company } from './domain.ts';

const COLUMNS = `name, licence_number as "licenceNumber", record_number as "recordNumber", police_number as "policeNumber", address,
  complaint_phone as "complaintPhone", complaint_email as "complaintEmail"`;

export function findCompany(sql: Sql): Promise<Company | undefined> {
  return sql.maybe<Company>(`select ${COLUMNS} from disclosure.company where only_row`);
}

/** Writes what is told of the company. Returns what stood before. */
export async function saveCompany(tx: Tx, company: Company, at: Date): Promise<Company | undefined> {
  const before = await tx.maybe<Company>(`select ${COLUMNS} from disclosure.company where only_row for update`);
  await tx.run(
    `insert into disclosure.company (name, licence_number, record_number, police_number, address, complaint_phone, complaint_email, changed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (only_row) do update set name = excluded.name, licence_number = excluded.licence_number,
       record_number = excluded.record_number, police_number = excluded.police_number, address = excluded.address, complaint_phone = excluded.complaint_phone,
       complaint_email = excluded.complaint_email, changed_at = excluded.changed_at`,
    [company.name, company.licenceNumber, company.recordNumber, company.policeNumber, company.address, company.complaintPhone, company.complaintEmail, at]);
  return before;
}
