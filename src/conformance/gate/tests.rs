//! Which parts of the gate are executed, and how it ends.

use super::*;

/// A host whose run ends like this, and that may be interrupted during it.
struct FakeHost<'a> {
    run: Conclusion,
    repeats: bool,
    interrupts: bool,
    stop: &'a AtomicBool,
}

impl GateHost for FakeHost<'_> {
    type Problem = ();

    fn run(&mut self) -> Result<Conclusion, ()> {
        self.stop.store(self.interrupts, Ordering::Relaxed);
        Ok(self.run)
    }

    fn missing(&self) -> Vec<String> {
        Vec::new()
    }

    fn is_repeated(&mut self) -> Result<bool, ()> {
        Ok(self.repeats)
    }

    fn begins(&mut self, _: GatePartName) -> Rc<dyn Progress> {
        Rc::new(())
    }

    fn ends(&mut self, _: &GatePart) {}
}

/// The gate of a suite without scenarios, where the parts after the run have nothing to find.
fn gate(run: Conclusion, repeats: bool, interrupts: bool) -> Gate {
    let stop = AtomicBool::new(false);
    let inputs = GateInputs {
        jobs: &[],
        suites: Vec::new(),
        waivers: &Waivers::default(),
        equivalents: &Equivalents::parse("none.yaml", "{}\n").unwrap(),
        kept: &[],
        thresholds: Thresholds::DEFAULT,
        explore: Limits { depth: 1, states_max: 1 },
        seed: 1,
        stop: &stop,
    };
    let mut host = FakeHost { run, repeats, interrupts, stop: &stop };
    Gate::execute(&inputs, &mut host).unwrap()
}

fn failed(gate: &Gate) -> Vec<GatePartName> {
    let failed = gate.parts.iter().filter(|part| !part.conclusion.conforms());
    failed.map(|part| part.name).collect()
}

#[test]
fn a_part_that_checks_nothing_fails() {
    use GatePartName::{Benign, Coverage, Explore, Hostile, Mutate};
    let gate = gate(Conclusion::Conforms, true, false);
    let names: Vec<GatePartName> = gate.parts.iter().map(|part| part.name).collect();
    assert_eq!(names, GatePartName::ALL);
    assert_eq!(failed(&gate), [Coverage, Mutate, Benign, Hostile, Explore]);
    assert_eq!(gate.conclusion(), Conclusion::DoesNotConform);
}

#[test]
fn the_other_parts_are_left_out_if_the_run_does_not_conform() {
    let gate = gate(Conclusion::DoesNotConform, true, false);
    assert_eq!((gate.parts.len(), gate.left_out()), (2, 6));
    assert_eq!(failed(&gate), [GatePartName::Run]);
    assert_eq!(gate.conclusion(), Conclusion::DoesNotConform);
}

#[test]
fn two_runs_that_differ_are_a_defect_and_the_other_parts_go_on() {
    let gate = gate(Conclusion::Conforms, false, false);
    assert_eq!((gate.parts.len(), failed(&gate).first()), (8, Some(&GatePartName::Twice)));
    assert_eq!(gate.conclusion(), Conclusion::Broken);
}

#[test]
fn an_interruption_leaves_out_all_that_follows() {
    let gate = gate(Conclusion::Conforms, true, true);
    assert_eq!((gate.parts.len(), gate.interrupted), (1, Some(GatePartName::Inputs)));
    assert_eq!(gate.conclusion(), Conclusion::Interrupted);
}
