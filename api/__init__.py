"""What browsers and programs ask for beside the pages."""
