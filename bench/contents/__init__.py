"""Contents pages: entry and whole F1 beside two naive baselines, errors by kind, calibration."""
