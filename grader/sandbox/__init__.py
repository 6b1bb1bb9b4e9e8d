"""Run learner code in processes that can neither read nor change anything but their answer."""
