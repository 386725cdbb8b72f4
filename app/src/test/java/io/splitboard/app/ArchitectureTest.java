package io.splitboard.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

/** The house's floors: app; remote; solver; core. Nothing points up. */
@AnalyzeClasses(
    packages = "io.splitboard",
    importOptions = {ImportOption.DoNotIncludeTests.class})
class ArchitectureTest {

  private static final String CORE = "io.splitboard.core..";
  private static final String SOLVER = "io.splitboard.solver..";
  private static final String PROTOCOL = "io.splitboard.protocol..";
  private static final String AGENT = "io.splitboard.agent..";
  private static final String FLEET = "io.splitboard.fleet..";
  private static final String LAB = "io.splitboard.lab..";
  private static final String APP = "io.splitboard.app..";

  @ArchTest
  static final ArchRule CORE_STANDS_ALONE =
      noClasses()
          .that()
          .resideInAPackage(CORE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(SOLVER, PROTOCOL, AGENT, FLEET, LAB, APP)
          .because("everything else is built on the planner's core");

  @ArchTest
  static final ArchRule CORE_OPENS_NO_SOCKETS_AND_NO_WINDOWS =
      noClasses()
          .that()
          .resideInAPackage(CORE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.net..", "javafx..", "io.grpc..", "com.jcraft..")
          .because("deciding must be possible without devices and without a display");

  @ArchTest
  static final ArchRule SOLVER_KNOWS_CORE_ONLY =
      noClasses()
          .that()
          .resideInAPackage(SOLVER)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(PROTOCOL, AGENT, FLEET, LAB, APP, "javafx..", "java.net..")
          .because("a method is a way to choose placements and nothing else");

  @ArchTest
  static final ArchRule AGENT_KNOWS_PROTOCOL_ONLY =
      noClasses()
          .that()
          .resideInAPackage(AGENT)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(CORE, SOLVER, FLEET, LAB, APP)
          .because("the agent is what is sent to a device, and must stay small");

  @ArchTest
  static final ArchRule FLEET_KNOWS_NEITHER_AGENT_NOR_LAB =
      noClasses()
          .that()
          .resideInAPackage(FLEET)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(SOLVER, AGENT, LAB, APP)
          .because("deployment must not know whether a device is virtual");

  @ArchTest
  static final ArchRule LAB_KNOWS_NO_FLEET =
      noClasses()
          .that()
          .resideInAPackage(LAB)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(SOLVER, FLEET, APP)
          .because("virtual devices are found and used like real ones");

  @ArchTest
  static final ArchRule SERVICES_KNOW_NO_FACE =
      noClasses()
          .that()
          .resideInAPackage("io.splitboard.app.service..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.splitboard.app.window..",
              "io.splitboard.app.cli..",
              "io.splitboard.app.report..",
              "javafx..",
              "picocli..")
          .because("window and command line do the same through the same services");

  @ArchTest
  static final ArchRule WINDOW_AND_REPORT_KNOW_NO_COMMAND_LINE =
      noClasses()
          .that()
          .resideInAnyPackage("io.splitboard.app.window..", "io.splitboard.app.report..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.splitboard.app.cli..", "picocli..")
          .because("only the command line starts the window, not the other way round");

  @ArchTest
  static final ArchRule PICTURES_ARE_DRAWN_WITHOUT_TOOLKIT_AND_FOR_ANYONE =
      noClasses()
          .that()
          .resideInAPackage("io.splitboard.app.picture..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.splitboard.app.window..",
              "io.splitboard.app.report..",
              "io.splitboard.app.cli..",
              "io.splitboard.app.service..",
              "javafx..",
              "java.awt..",
              "atlantafx..")
          .because("the same pictures go to the window, to reports and to files");

  @ArchTest
  static final ArchRule REPORTS_OPEN_NO_WINDOW =
      noClasses()
          .that()
          .resideInAPackage("io.splitboard.app.report..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.splitboard.app.window..", "javafx..")
          .because("a report is made where there is no display");

  @ArchTest
  static final ArchRule ONLY_STARTING_THE_WINDOW_TAKES_THE_COMMAND_LINE_TO_IT =
      noClasses()
          .that()
          .resideInAPackage("io.splitboard.app.cli..")
          .and()
          .doNotHaveSimpleName("WindowCommand")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.splitboard.app.window..", "javafx..")
          .because("commands need no display");

  @ArchTest
  static final ArchRule VIEW_MODELS_HOLD_NO_CONTROLS =
      noClasses()
          .that()
          .resideInAPackage("io.splitboard.app.window.model..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("javafx.scene..", "javafx.stage..", "org.controlsfx..")
          .because("what the window does must be testable without a toolkit");

  @ArchTest
  static final ArchRule CANVASES_KNOW_NO_PANELS =
      noClasses()
          .that()
          .resideInAPackage("io.splitboard.app.window.canvas..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.splitboard.app.window.shell..",
              "io.splitboard.app.window.panel..",
              "io.splitboard.app.window.model..")
          .because("a picture is drawn from what it is given");

  @ArchTest
  static final ArchRule NOTHING_PRINTS =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("io.splitboard.app.cli.Splitboard")
          .and()
          .doNotHaveFullyQualifiedName("io.splitboard.agent.AgentMain")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .because("standard output belongs to a command's answer");

  @ArchTest
  static final ArchRule APP_PACKAGES_HAVE_NO_CYCLES =
      SlicesRuleDefinition.slices().matching("io.splitboard.app.(*)..").should().beFreeOfCycles();
}
