// Generated from sdk/tokens.json by tools/tokens.ts; do not edit.
export const tokens = {
  "color": {
    "ink": {
      "light": "#1D2129",
      "dark": "#F2F4F7",
      "use": "text"
    },
    "ink-2": {
      "light": "#4E5969",
      "dark": "#B6BDC8",
      "use": "second text; the lightest ink that small text may have (AA)"
    },
    "ink-hint": {
      "light": "#687180",
      "dark": "#8E97A5",
      "use": "placeholders, which say what is expected (AA)"
    },
    "ink-3": {
      "light": "#86909C",
      "dark": "#7D8694",
      "use": "icons, what is off; never small text that must be read"
    },
    "paper": {
      "light": "#FFFFFF",
      "dark": "#1B1D21",
      "use": "cards and bars"
    },
    "paper-2": {
      "light": "#F6F7F9",
      "dark": "#121316",
      "use": "the ground"
    },
    "line": {
      "light": "#E5E8EF",
      "dark": "#30343B",
      "use": "hairlines"
    },
    "vermilion": {
      "light": "#D9391F",
      "dark": "#FF7A62",
      "use": "prices, on paper only"
    },
    "vermilion-ink": {
      "light": "#B42E16",
      "dark": "#FF8F7A",
      "use": "vermilion text on a tint or on the ground (AA)"
    },
    "vermilion-fill": {
      "light": "#D9391F",
      "dark": "#CF3A22",
      "use": "the one call to action"
    },
    "vermilion-tint": {
      "light": "#FDF0ED",
      "dark": "#36211D",
      "use": "ground of a vermilion tag"
    },
    "jade": {
      "light": "#0E7C66",
      "dark": "#4CC9AD",
      "use": "assets"
    },
    "jade-fill": {
      "light": "#0E7C66",
      "dark": "#0E7C66",
      "use": "ground under white text about assets"
    },
    "jade-tint": {
      "light": "#EAF5F2",
      "dark": "#16302A",
      "use": "ground of a jade tag"
    },
    "amber": {
      "light": "#8F5B10",
      "dark": "#E3B45C",
      "use": "text of a warning (AA)"
    },
    "amber-fill": {
      "light": "#B7791F",
      "dark": "#B7791F",
      "use": "shapes of a warning"
    },
    "amber-tint": {
      "light": "#FBF4E6",
      "dark": "#33291A",
      "use": "ground of a warning"
    },
    "danger": {
      "light": "#C62828",
      "dark": "#FF8A80",
      "use": "refusals"
    },
    "danger-tint": {
      "light": "#FCEEEE",
      "dark": "#3A2020",
      "use": "ground of a refusal"
    },
    "info": {
      "light": "#2B5FD9",
      "dark": "#86A9FF",
      "use": "links"
    },
    "info-tint": {
      "light": "#EDF2FD",
      "dark": "#1D2740",
      "use": "ground of a notice"
    },
    "on-fill": {
      "light": "#FFFFFF",
      "dark": "#FFFFFF",
      "use": "text on vermilion-fill and jade-fill"
    },
    "shade": {
      "light": "rgba(20,24,31,0.48)",
      "dark": "rgba(0,0,0,0.62)",
      "use": "behind a sheet"
    }
  },
  "radius": {
    "s": 6,
    "m": 10,
    "l": 16
  },
  "space": {
    "1": 4,
    "2": 8,
    "3": 12,
    "4": 16,
    "5": 20,
    "6": 24,
    "8": 32,
    "10": 40
  },
  "text": {
    "12": {
      "normal": 12,
      "large": 15
    },
    "14": {
      "normal": 14,
      "large": 18
    },
    "16": {
      "normal": 16,
      "large": 20
    },
    "20": {
      "normal": 20,
      "large": 24
    },
    "28": {
      "normal": 28,
      "large": 34
    }
  },
  "touch": 44,
  "font": "-apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'PingFang SC', 'HarmonyOS Sans SC', 'MiSans', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', system-ui, sans-serif"
} as const;
export type ColorName = keyof typeof tokens.color;
