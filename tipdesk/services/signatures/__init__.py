"""What officers put their names to: signing a deed, finding who signed what, checking it again."""
