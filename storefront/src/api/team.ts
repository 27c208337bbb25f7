/** The member's team, the levels and what is missing for the next. Screens that show them stand in no mini program. */
import { api } from './client';
import type { Invitation, Levels, Team, TeamMembers } from './types';

export type { Heads, LevelRule, Levels, Team } from './types';

export function fetchTeam(): Promise<Team> {
  return api('get', '/api/me/team');
}

/** Those the member invited himself; `search` is a whole name or a whole phone number. */
export function listTeamMembers(filter: { search?: string; cursor?: string }): Promise<TeamMembers> {
  return api('get', '/api/me/team/members', { query: filter });
}

export function fetchLevels(): Promise<Levels> {
  return api('get', '/api/me/levels');
}

export function fetchInvitation(): Promise<Invitation> {
  return api('get', '/api/me/invitation');
}

/** Where the member's poster is drawn; a picture, so no call of the API. */
export function posterUrl(design: Invitation['designs'][number], locale: string): string {
  return `/api/me/posters/${design}?locale=${locale}`;
}
