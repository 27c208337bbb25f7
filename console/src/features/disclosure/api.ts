/** Who runs the shop, as everybody sees it. */
import { api, type Got } from '#shared/api.ts';

const COMPANY = '/api/disclosure/company';
export type Company = NonNullable<Got<typeof COMPANY>['company']>;
export const FIELDS = ['name', 'licenceNumber', 'recordNumber', 'policeNumber', 'address', 'complaintPhone', 'complaintEmail'] as const satisfies readonly (keyof Company)[];
export const NOBODY: Company = { name: '', licenceNumber: '', recordNumber: '', policeNumber: '', address: '', complaintPhone: '', complaintEmail: '' };

export const findCompany = async (): Promise<Company> => (await api('get', COMPANY)).company ?? NOBODY;
export const saveCompany = (company: Company) => api('post', '/api/console/company', { body: company });
