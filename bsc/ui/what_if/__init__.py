"""The page What if: scenarios beside the published scorecard, and another rate through the funnel."""
