"""The parts of the strategy map's page: what is chosen, arrows drawn and removed, the evidence beneath."""
