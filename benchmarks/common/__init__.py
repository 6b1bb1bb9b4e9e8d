"""What every benchmark needs: results and targets, the machine, processes, the table."""
