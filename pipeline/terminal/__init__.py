"""What a person sees: progress, summaries, trees and changes in a terminal."""
