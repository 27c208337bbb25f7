/** Naive UI in the colours of sdk/tokens.json: quiet ground, ink for what is chosen, one vermilion call to action. */
import { tokens, type ColorName } from '@coshop/sdk/tokens';
import { darkTheme, type GlobalTheme, type GlobalThemeOverrides } from 'naive-ui';
import type { Theme } from '#shared/settings.ts';

/** The base theme of Naive UI under our colours. */
export function baseTheme(theme: Theme): GlobalTheme | null {
  return theme === 'dark' ? darkTheme : null;
}

/** Our colours, sizes and radii for every component. */
export function themeOverrides(theme: Theme): GlobalThemeOverrides {
  const c = (name: ColorName): string => tokens.color[name][theme];
  const dark = theme === 'dark';
  const hover = dark ? 'rgba(255,255,255,0.05)' : 'rgba(29,33,41,0.04)';
  const chosen = dark ? 'rgba(255,255,255,0.09)' : 'rgba(29,33,41,0.07)';
  const raised = dark ? '#24272C' : '#FFFFFF';
  const pressed = dark ? '#B8301A' : '#BC2F18';
  const lifted = dark ? '#C8371F' : '#CB351D';
  return {
    common: {
      fontFamily: tokens.font, fontSize: '14px', fontSizeMini: '12px', fontSizeTiny: '12px', fontSizeSmall: '14px', fontSizeMedium: '14px', fontSizeLarge: '14px',
      borderRadius: '6px', borderRadiusSmall: '6px',
      primaryColor: c('vermilion-fill'), primaryColorHover: lifted, primaryColorPressed: pressed, primaryColorSuppl: c('vermilion-fill'),
      infoColor: c('info'), infoColorHover: c('info'), infoColorPressed: c('info'), infoColorSuppl: c('info'),
      successColor: c('jade'), successColorHover: c('jade'), successColorPressed: c('jade'), successColorSuppl: c('jade'),
      warningColor: c('amber-fill'), warningColorHover: c('amber-fill'), warningColorPressed: c('amber-fill'), warningColorSuppl: c('amber-fill'),
      errorColor: c('danger'), errorColorHover: c('danger'), errorColorPressed: c('danger'), errorColorSuppl: c('danger'),
      textColorBase: c('ink'), textColor1: c('ink'), textColor2: c('ink'), textColor3: c('ink-2'), placeholderColor: c('ink-hint'), iconColor: c('ink-3'),
      bodyColor: c('paper-2'), cardColor: c('paper'), modalColor: raised, popoverColor: raised, tableColor: c('paper'), inputColor: dark ? '#16181B' : c('paper'),
      borderColor: c('line'), dividerColor: c('line'), hoverColor: hover, tableColorHover: hover, tableHeaderColor: c('paper'),
    },
    Button: { fontWeight: '500', textColorHover: c('ink'), textColorPressed: c('ink'), textColorFocus: c('ink'), borderHover: `1px solid ${c('ink-3')}`, borderFocus: `1px solid ${c('ink-3')}`, borderPressed: `1px solid ${c('ink-2')}`, textColorTextHover: c('ink'), textColorTextFocus: c('ink'), textColorTextPressed: c('ink'), rippleColor: 'transparent',
      textColorPrimary: c('on-fill'), textColorHoverPrimary: c('on-fill'), textColorFocusPrimary: c('on-fill'), textColorPressedPrimary: c('on-fill'), colorDisabledPrimary: c('line'), borderDisabledPrimary: `1px solid ${c('line')}`, textColorDisabledPrimary: c('ink-2'),
      colorDisabledError: c('line'), borderDisabledError: `1px solid ${c('line')}`, textColorDisabledError: c('ink-2'), textColorTextPrimary: c('vermilion-ink'), textColorTextHoverPrimary: c('vermilion-ink'), textColorTextFocusPrimary: c('vermilion-ink'), textColorTextPressedPrimary: c('vermilion-ink'), opacityDisabled: '1', textColorDisabled: c('ink-3'), textColorTextDisabled: c('ink-3'), borderHoverError: `1px solid ${c('danger')}` },
    Input: { border: `1px solid ${c('line')}`, borderHover: `1px solid ${c('ink-3')}`, borderFocus: `1px solid ${c('info')}`, boxShadowFocus: `0 0 0 3px ${c('info-tint')}`, caretColor: c('ink'), color: dark ? '#16181B' : c('paper'), colorFocus: dark ? '#16181B' : c('paper') },
    InternalSelection: { border: `1px solid ${c('line')}`, borderHover: `1px solid ${c('ink-3')}`, borderFocus: `1px solid ${c('info')}`, borderActive: `1px solid ${c('info')}`, boxShadowFocus: `0 0 0 3px ${c('info-tint')}`, boxShadowActive: `0 0 0 3px ${c('info-tint')}`, color: dark ? '#16181B' : c('paper'), colorActive: dark ? '#16181B' : c('paper') },
    InternalSelectMenu: { optionTextColorActive: c('ink'), optionCheckColor: c('ink'), optionColorActive: chosen, optionColorPending: hover, optionColorActivePending: chosen },
    Menu: {
      itemTextColor: c('ink-2'), itemTextColorHover: c('ink'), itemTextColorActive: c('ink'), itemTextColorActiveHover: c('ink'), itemIconColor: c('ink-3'), itemIconColorHover: c('ink-2'), itemIconColorActive: c('ink'), itemIconColorActiveHover: c('ink'),
      itemColorActive: chosen, itemColorActiveHover: chosen, itemColorHover: hover, itemColorActiveCollapsed: chosen, itemHeight: '36px', borderRadius: '6px', groupTextColor: c('ink-2'),
    },
    Tabs: { tabTextColorLine: c('ink-2'), tabTextColorActiveLine: c('ink'), tabTextColorHoverLine: c('ink'), barColor: c('ink'), tabFontWeightActive: '600', tabGapMediumLine: '28px', tabPaddingMediumLine: '8px 0 10px', panePaddingMedium: '0' },
    Radio: { boxShadow: `inset 0 0 0 1px ${c('ink-3')}`, buttonTextColorActive: c('ink'), buttonBorderColorActive: c('ink-3'), buttonTextColorHover: c('ink'), buttonColorActive: chosen, buttonBoxShadowFocus: `inset 0 0 0 1px ${c('ink-3')}, 0 0 0 3px ${c('info-tint')}`, buttonBorderColorHover: c('ink-3'), buttonBoxShadowHover: `inset 0 0 0 1px ${c('ink-3')}`, dotColorActive: c('ink'), boxShadowActive: `inset 0 0 0 1px ${c('ink')}` },
    Checkbox: { border: `1px solid ${c('ink-3')}`, colorChecked: c('ink'), borderChecked: `1px solid ${c('ink')}`, borderFocus: `1px solid ${c('ink-2')}`, boxShadowFocus: `0 0 0 3px ${c('info-tint')}`, checkMarkColor: c('paper') },
    Switch: { railColorActive: c('jade-fill'), loadingColor: c('jade-fill'), boxShadowFocus: `0 0 0 3px ${c('info-tint')}` },
    DataTable: {
      thColor: c('paper'), thTextColor: c('ink-2'), thFontWeight: '500', tdColor: c('paper'), tdTextColor: c('ink'), borderColor: c('line'), tdColorHover: dark ? '#22252A' : '#FAFBFC', thColorHover: c('paper'), borderRadius: '0',
      fontSizeSmall: '14px', thPaddingMedium: '9px 12px', tdPaddingMedium: '11px 12px', thPaddingSmall: '7px 12px', tdPaddingSmall: '8px 12px', loadingColor: c('ink-3'),
    },
    Drawer: { color: c('paper'), boxShadow: dark ? '-12px 0 40px rgba(0,0,0,.5)' : '-12px 0 40px rgba(29,33,41,.10)', headerPadding: '18px 24px', bodyPadding: '20px 24px', footerPadding: '14px 24px', titleFontSize: '16px', titleFontWeight: '600', headerBorderBottom: `1px solid ${c('line')}`, footerBorderTop: `1px solid ${c('line')}` },
    Card: { borderColor: c('line'), borderRadius: '10px', color: c('paper'), titleFontSizeMedium: '16px', titleFontWeight: '600', paddingMedium: '20px 24px' },
    Dialog: { borderRadius: '10px' },
    Tooltip: { color: dark ? '#3A3E45' : '#1D2129', textColor: '#FFFFFF', padding: '6px 10px', borderRadius: '6px' },
    Popover: { borderRadius: '10px' },
    Dropdown: { borderRadius: '10px', optionColorHover: hover },
    Skeleton: { color: hover, colorEnd: chosen },
    Timeline: { lineColor: c('line'), titleFontWeightMedium: '500' },
    Form: { labelTextColor: c('ink-2'), labelFontSizeTopMedium: '14px', feedbackFontSizeMedium: '12px' },
    Layout: { color: c('paper-2'), siderColor: c('paper-2'), headerColor: c('paper'), siderBorderColor: c('line'), headerBorderColor: c('line') },
    Alert: { borderRadius: '10px' },
    Message: { borderRadius: '10px' },
  };
}
